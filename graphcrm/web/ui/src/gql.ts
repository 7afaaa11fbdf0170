// Made by codegen.mjs of the operations 527620605a4e844b06ed537308c84fda16c0311f11da7242c19eab300807d2fb: do not edit.
import type { TypedDocumentNode } from "urql";

type TypedDocument<Data, Variables> = TypedDocumentNode<Data, Variables & Record<string, unknown>>;

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What a contact is to sales. */
export type ContactType =
  /** Not qualified yet. */
  | 'LEAD'
  /** Buys. */
  | 'CUSTOMER'
  /** Sells with us. */
  | 'PARTNER';

/** The state of a lead. */
export type LeadStatus =
  /** Nobody has looked at it. */
  | 'NEW'
  /** Somebody is on it. */
  | 'WORKING'
  /** Worth a deal. */
  | 'QUALIFIED'
  /** Not for us. */
  | 'DISQUALIFIED'
  /** Became a contact of a deal. */
  | 'CONVERTED';

/** What a custom field holds. */
export type FieldType =
  /** Words. */
  | 'TEXT'
  /** A number. */
  | 'NUMBER'
  /** An amount in a currency. */
  | 'MONEY'
  /** A day. */
  | 'DATE'
  /** One of the words of its definition. */
  | 'CHOICE'
  /** Some of the words of its definition. */
  | 'MULTI_CHOICE'
  /** Yes or no. */
  | 'BOOLEAN'
  /** The address of a page, http or https. */
  | 'URL';

/** Which Role records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type RoleFilter = {
  /** All of these. */
  and?: Array<RoleFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<RoleFilter> | null | undefined;
  /** Not this. */
  not?: RoleFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  title?: NameFilter | null | undefined;
  function?: RoleFunctionFilter | null | undefined;
  level?: IntegerFilter | null | undefined;
  wantedGrade?: TieGradeFilter | null | undefined;
  vacant?: boolean | null | undefined;
  holders?: PersonDatedRelationFilter | null | undefined;
  organization?: OrganizationFilter | null | undefined;
  reportsTo?: RoleFilter | null | undefined;
  dottedTo?: RoleDatedRelationFilter | null | undefined;
  directReports?: RoleDatedRelationFilter | null | undefined;
  dottedReports?: RoleDatedRelationFilter | null | undefined;
  mayApprove?: OrganizationDatedRelationFilter | null | undefined;
  tasks?: TaskRelationFilter | null | undefined;
  notes?: NoteRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on a value of kind Code. */
export type IdFilter = {
  /** Equal. */
  eq?: string | number | null | undefined;
  /** One of these; at most 100. */
  in?: Array<string | number> | null | undefined;
  /** Begins with it. */
  startsWith?: string | number | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Code. */
export type CodeFilter = {
  /** Equal. */
  eq?: string | null | undefined;
  /** One of these; at most 100. */
  in?: Array<string> | null | undefined;
  /** Begins with it. */
  startsWith?: string | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Integer. */
export type IntegerFilter = {
  /** Equal. */
  eq?: number | null | undefined;
  /** One of these; at most 100. */
  in?: Array<number> | null | undefined;
  /** Before or below. */
  lt?: number | null | undefined;
  /** Before, below or equal. */
  lte?: number | null | undefined;
  /** After or above. */
  gt?: number | null | undefined;
  /** After, above or equal. */
  gte?: number | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Instant. */
export type InstantFilter = {
  /** Before or below. */
  lt?: string | null | undefined;
  /** Before, below or equal. */
  lte?: string | null | undefined;
  /** After or above. */
  gt?: string | null | undefined;
  /** After, above or equal. */
  gte?: string | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Name. Case and accents do not matter. */
export type NameFilter = {
  /** Equal. */
  eq?: string | null | undefined;
  /** One of these; at most 100. */
  in?: Array<string> | null | undefined;
  /** Has it somewhere inside. */
  contains?: string | null | undefined;
  /** Begins with it. */
  startsWith?: string | null | undefined;
  /** Before or below. */
  lt?: string | null | undefined;
  /** After, above or equal. */
  gte?: string | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type RoleFunctionFilter = {
  /** Equal. */
  eq?: RoleFunction | null | undefined;
  /** One of these; at most 100. */
  in?: Array<RoleFunction> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** The function of a seat. */
export type RoleFunction =
  /** General management. */
  | 'EXECUTIVE'
  /** Information technology. */
  | 'TECHNOLOGY'
  /** Engineering and development. */
  | 'ENGINEERING'
  /** Purchasing. */
  | 'PROCUREMENT'
  /** Finance and controlling. */
  | 'FINANCE'
  /** Sales. */
  | 'SALES'
  /** Marketing. */
  | 'MARKETING'
  /** Operations and production. */
  | 'OPERATIONS'
  /** Legal and compliance. */
  | 'LEGAL'
  /** Human resources. */
  | 'HUMAN_RESOURCES'
  /** Customer service. */
  | 'SERVICE'
  /** Anything else. */
  | 'OTHER';

/** Conditions on a value of kind Choice. */
export type TieGradeFilter = {
  /** Equal. */
  eq?: TieGrade | null | undefined;
  /** One of these; at most 100. */
  in?: Array<TieGrade> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** How likely a contact is within 60 days. */
export type TieGrade =
  /** At least 0.7. */
  | 'HEALTHY'
  /** At least 0.4. */
  | 'FAIR'
  /** Below. */
  | 'COLD';

/** Conditions on related Person records, by date. */
export type PersonDatedRelationFilter = {
  /** At least one fits. */
  some?: PersonFilter | null | undefined;
  /** None fits. */
  none?: PersonFilter | null | undefined;
  /** Only those that hold (or not) on asOf. */
  current?: boolean | null | undefined;
  /** The day; default today. */
  asOf?: string | null | undefined;
};

/** Which Person records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type PersonFilter = {
  /** All of these. */
  and?: Array<PersonFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<PersonFilter> | null | undefined;
  /** Not this. */
  not?: PersonFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  name?: NameFilter | null | undefined;
  firstName?: NameFilter | null | undefined;
  lastName?: NameFilter | null | undefined;
  city?: TextFilter | null | undefined;
  country?: CodeFilter | null | undefined;
  language?: CodeFilter | null | undefined;
  timeZone?: CodeFilter | null | undefined;
  birthday?: EncipheredFilter | null | undefined;
  linkedin?: CodeFilter | null | undefined;
  x?: CodeFilter | null | undefined;
  facebook?: CodeFilter | null | undefined;
  website?: CodeFilter | null | undefined;
  contactType?: ContactTypeFilter | null | undefined;
  leadSource?: CodeFilter | null | undefined;
  leadStatus?: LeadStatusFilter | null | undefined;
  expectedValue?: MoneyFilter | null | undefined;
  targetCloseOn?: DateFilter | null | undefined;
  tags?: TextsFilter | null | undefined;
  doNotContact?: boolean | null | undefined;
  objectsToProfiling?: boolean | null | undefined;
  lastContactAt?: InstantFilter | null | undefined;
  roles?: RoleDatedRelationFilter | null | undefined;
  influences?: PersonRelationFilter | null | undefined;
  influencedBy?: PersonRelationFilter | null | undefined;
  relatedTo?: PersonDatedRelationFilter | null | undefined;
  relatedFrom?: PersonDatedRelationFilter | null | undefined;
  stakeholderIn?: DealDatedRelationFilter | null | undefined;
  interactions?: InteractionRelationFilter | null | undefined;
  locations?: LocationRelationFilter | null | undefined;
  emails?: ContactPointDatedRelationFilter | null | undefined;
  phones?: ContactPointDatedRelationFilter | null | undefined;
  postalAddresses?: ContactPointDatedRelationFilter | null | undefined;
  categories?: CategoryDatedRelationFilter | null | undefined;
  user?: UserFilter | null | undefined;
  preferences?: PreferenceRelationFilter | null | undefined;
  introductionsAsked?: TaskRelationFilter | null | undefined;
  tasks?: TaskRelationFilter | null | undefined;
  notes?: NoteRelationFilter | null | undefined;
  /** Holds a seat today at the organization, or with `withUnits` at a unit of it. */
  worksFor?: WorksForFilter | null | undefined;
  /** One of their e-mail addresses. */
  email?: EmailAddressFilter | null | undefined;
  /** One of their telephone numbers, in any notation. */
  phone?: PhoneNumberFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on a value of kind Text. Case and accents do not matter. */
export type TextFilter = {
  /** Equal. */
  eq?: string | null | undefined;
  /** One of these; at most 100. */
  in?: Array<string> | null | undefined;
  /** Has it somewhere inside. */
  contains?: string | null | undefined;
  /** Begins with it. */
  startsWith?: string | null | undefined;
  /** Before or below. */
  lt?: string | null | undefined;
  /** After, above or equal. */
  gte?: string | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value that is kept enciphered: it is neither compared nor ordered by. */
export type EncipheredFilter = {
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type ContactTypeFilter = {
  /** Equal. */
  eq?: ContactType | null | undefined;
  /** One of these; at most 100. */
  in?: Array<ContactType> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type LeadStatusFilter = {
  /** Equal. */
  eq?: LeadStatus | null | undefined;
  /** One of these; at most 100. */
  in?: Array<LeadStatus> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Money. */
export type MoneyFilter = {
  /** Before or below. */
  lt?: string | null | undefined;
  /** Before, below or equal. */
  lte?: string | null | undefined;
  /** After or above. */
  gt?: string | null | undefined;
  /** After, above or equal. */
  gte?: string | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Date. */
export type DateFilter = {
  /** Equal. */
  eq?: string | null | undefined;
  /** One of these; at most 100. */
  in?: Array<string> | null | undefined;
  /** Before or below. */
  lt?: string | null | undefined;
  /** Before, below or equal. */
  lte?: string | null | undefined;
  /** After or above. */
  gt?: string | null | undefined;
  /** After, above or equal. */
  gte?: string | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Texts. Case and accents do not matter. */
export type TextsFilter = {
  /** Holds this one. */
  has?: string | null | undefined;
  /** Holds one of these; at most 100. */
  hasAny?: Array<string> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on related Role records, by date. */
export type RoleDatedRelationFilter = {
  /** At least one fits. */
  some?: RoleFilter | null | undefined;
  /** None fits. */
  none?: RoleFilter | null | undefined;
  /** Only those that hold (or not) on asOf. */
  current?: boolean | null | undefined;
  /** The day; default today. */
  asOf?: string | null | undefined;
};

/** Conditions on related Person records. */
export type PersonRelationFilter = {
  /** At least one fits. */
  some?: PersonFilter | null | undefined;
  /** None fits. */
  none?: PersonFilter | null | undefined;
};

/** Conditions on related Deal records, by date. */
export type DealDatedRelationFilter = {
  /** At least one fits. */
  some?: DealFilter | null | undefined;
  /** None fits. */
  none?: DealFilter | null | undefined;
  /** Only those that hold (or not) on asOf. */
  current?: boolean | null | undefined;
  /** The day; default today. */
  asOf?: string | null | undefined;
};

/** Which Deal records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type DealFilter = {
  /** All of these. */
  and?: Array<DealFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<DealFilter> | null | undefined;
  /** Not this. */
  not?: DealFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  name?: NameFilter | null | undefined;
  pipeline?: CodeFilter | null | undefined;
  stage?: CodeFilter | null | undefined;
  value?: MoneyFilter | null | undefined;
  expectedCloseOn?: DateFilter | null | undefined;
  closedOn?: DateFilter | null | undefined;
  outcome?: DealOutcomeFilter | null | undefined;
  organization?: OrganizationFilter | null | undefined;
  stakeholders?: PersonDatedRelationFilter | null | undefined;
  interactions?: InteractionRelationFilter | null | undefined;
  tasks?: TaskRelationFilter | null | undefined;
  notes?: NoteRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type DealOutcomeFilter = {
  /** Equal. */
  eq?: DealOutcome | null | undefined;
  /** One of these; at most 100. */
  in?: Array<DealOutcome> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** How a deal ended. */
export type DealOutcome =
  /** Won. */
  | 'WON'
  /** Lost. */
  | 'LOST'
  /** Given up. */
  | 'ABANDONED';

/** Which Organization records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type OrganizationFilter = {
  /** All of these. */
  and?: Array<OrganizationFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<OrganizationFilter> | null | undefined;
  /** Not this. */
  not?: OrganizationFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  name?: NameFilter | null | undefined;
  kind?: OrganizationKindFilter | null | undefined;
  domain?: CodeFilter | null | undefined;
  industry?: TextFilter | null | undefined;
  employees?: IntegerFilter | null | undefined;
  city?: TextFilter | null | undefined;
  country?: CodeFilter | null | undefined;
  latitude?: NumberFilter | null | undefined;
  longitude?: NumberFilter | null | undefined;
  tags?: TextsFilter | null | undefined;
  ours?: boolean | null | undefined;
  roles?: RoleRelationFilter | null | undefined;
  approvers?: RoleDatedRelationFilter | null | undefined;
  parents?: OrganizationDatedRelationFilter | null | undefined;
  subsidiaries?: OrganizationDatedRelationFilter | null | undefined;
  partOf?: OrganizationFilter | null | undefined;
  units?: OrganizationDatedRelationFilter | null | undefined;
  deals?: DealRelationFilter | null | undefined;
  interactions?: InteractionRelationFilter | null | undefined;
  locations?: LocationRelationFilter | null | undefined;
  emails?: ContactPointDatedRelationFilter | null | undefined;
  phones?: ContactPointDatedRelationFilter | null | undefined;
  postalAddresses?: ContactPointDatedRelationFilter | null | undefined;
  categories?: CategoryDatedRelationFilter | null | undefined;
  coveredBy?: UserDatedRelationFilter | null | undefined;
  tasks?: TaskRelationFilter | null | undefined;
  notes?: NoteRelationFilter | null | undefined;
  /** Its seat lies within `km` kilometres of the point. Not indexed: looks at every candidate. */
  near?: NearFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type OrganizationKindFilter = {
  /** Equal. */
  eq?: OrganizationKind | null | undefined;
  /** One of these; at most 100. */
  in?: Array<OrganizationKind> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** What an organization is: a legal body, or a unit of one. */
export type OrganizationKind =
  /** A company of any legal form. */
  | 'COMPANY'
  /** A public authority. */
  | 'GOVERNMENT'
  /** An association, foundation or charity. */
  | 'NONPROFIT'
  /** A large unit of an organization. */
  | 'DIVISION'
  /** A department. */
  | 'DEPARTMENT'
  /** A team. */
  | 'TEAM';

/** Conditions on a value of kind Number. */
export type NumberFilter = {
  /** Equal. */
  eq?: number | null | undefined;
  /** One of these; at most 100. */
  in?: Array<number> | null | undefined;
  /** Before or below. */
  lt?: number | null | undefined;
  /** Before, below or equal. */
  lte?: number | null | undefined;
  /** After or above. */
  gt?: number | null | undefined;
  /** After, above or equal. */
  gte?: number | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on related Role records. */
export type RoleRelationFilter = {
  /** At least one fits. */
  some?: RoleFilter | null | undefined;
  /** None fits. */
  none?: RoleFilter | null | undefined;
};

/** Conditions on related Organization records, by date. */
export type OrganizationDatedRelationFilter = {
  /** At least one fits. */
  some?: OrganizationFilter | null | undefined;
  /** None fits. */
  none?: OrganizationFilter | null | undefined;
  /** Only those that hold (or not) on asOf. */
  current?: boolean | null | undefined;
  /** The day; default today. */
  asOf?: string | null | undefined;
};

/** Conditions on related Deal records. */
export type DealRelationFilter = {
  /** At least one fits. */
  some?: DealFilter | null | undefined;
  /** None fits. */
  none?: DealFilter | null | undefined;
};

/** Conditions on related Interaction records. */
export type InteractionRelationFilter = {
  /** At least one fits. */
  some?: InteractionFilter | null | undefined;
  /** None fits. */
  none?: InteractionFilter | null | undefined;
};

/** Which Interaction records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type InteractionFilter = {
  /** All of these. */
  and?: Array<InteractionFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<InteractionFilter> | null | undefined;
  /** Not this. */
  not?: InteractionFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  kind?: InteractionKindFilter | null | undefined;
  occurredAt?: InstantFilter | null | undefined;
  subject?: TextFilter | null | undefined;
  durationMinutes?: IntegerFilter | null | undefined;
  bulk?: boolean | null | undefined;
  participants?: PersonRelationFilter | null | undefined;
  concerns?: ConcernRelationFilter | null | undefined;
  tasks?: TaskRelationFilter | null | undefined;
  notes?: NoteRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type InteractionKindFilter = {
  /** Equal. */
  eq?: InteractionKind | null | undefined;
  /** One of these; at most 100. */
  in?: Array<InteractionKind> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** How people were in touch. */
export type InteractionKind =
  /** An e-mail. */
  | 'EMAIL'
  /** A call. */
  | 'CALL'
  /** A meeting. */
  | 'MEETING'
  /** A note somebody took. */
  | 'NOTE'
  /** A message of another kind. */
  | 'MESSAGE'
  /** Anything else. */
  | 'OTHER';

/** Conditions on related Concern records. */
export type ConcernRelationFilter = {
  /** At least one fits. */
  some?: ConcernFilter | null | undefined;
  /** None fits. */
  none?: ConcernFilter | null | undefined;
};

/** Which Concern records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type ConcernFilter = {
  /** All of these. */
  and?: Array<ConcernFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<ConcernFilter> | null | undefined;
  /** Not this. */
  not?: ConcernFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  name?: NameFilter | null | undefined;
  interactions?: InteractionRelationFilter | null | undefined;
  tasks?: TaskRelationFilter | null | undefined;
  notes?: NoteRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on related Task records. */
export type TaskRelationFilter = {
  /** At least one fits. */
  some?: TaskFilter | null | undefined;
  /** None fits. */
  none?: TaskFilter | null | undefined;
};

/** Which Task records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type TaskFilter = {
  /** All of these. */
  and?: Array<TaskFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<TaskFilter> | null | undefined;
  /** Not this. */
  not?: TaskFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  title?: NameFilter | null | undefined;
  status?: TaskStatusFilter | null | undefined;
  priority?: PriorityFilter | null | undefined;
  dueOn?: DateFilter | null | undefined;
  doneOn?: DateFilter | null | undefined;
  introductionOutcome?: IntroductionOutcomeFilter | null | undefined;
  assignee?: UserFilter | null | undefined;
  requester?: UserFilter | null | undefined;
  goBetween?: PersonFilter | null | undefined;
  about?: SubjectRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type TaskStatusFilter = {
  /** Equal. */
  eq?: TaskStatus | null | undefined;
  /** One of these; at most 100. */
  in?: Array<TaskStatus> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** How far a task is. */
export type TaskStatus =
  /** Not begun. */
  | 'OPEN'
  /** Begun. */
  | 'RUNNING'
  /** Done. */
  | 'DONE'
  /** Given up. */
  | 'CANCELLED';

/** Conditions on a value of kind Choice. */
export type PriorityFilter = {
  /** Equal. */
  eq?: Priority | null | undefined;
  /** One of these; at most 100. */
  in?: Array<Priority> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** How urgent something is. */
export type Priority =
  /** It can wait. */
  | 'LOW'
  /** As usual. */
  | 'NORMAL'
  /** Before others. */
  | 'HIGH';

/** Conditions on a value of kind Choice. */
export type IntroductionOutcomeFilter = {
  /** Equal. */
  eq?: IntroductionOutcome | null | undefined;
  /** One of these; at most 100. */
  in?: Array<IntroductionOutcome> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** What came of asking somebody for an introduction. */
export type IntroductionOutcome =
  /** Asked, not answered yet. */
  | 'ASKED'
  /** They will do it. */
  | 'AGREED'
  /** It came about. */
  | 'INTRODUCED'
  /** They would rather not. */
  | 'DECLINED'
  /** They never answered. */
  | 'NO_ANSWER';

/** Which User records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type UserFilter = {
  /** All of these. */
  and?: Array<UserFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<UserFilter> | null | undefined;
  /** Not this. */
  not?: UserFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  email?: EmailFilter | null | undefined;
  name?: NameFilter | null | undefined;
  disabled?: boolean | null | undefined;
  person?: PersonFilter | null | undefined;
  teams?: TeamDatedRelationFilter | null | undefined;
  covers?: OrganizationDatedRelationFilter | null | undefined;
  tasks?: TaskRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on a value of kind Email. Case and accents do not matter. */
export type EmailFilter = {
  /** Equal. */
  eq?: string | null | undefined;
  /** One of these; at most 100. */
  in?: Array<string> | null | undefined;
  /** Has it somewhere inside. */
  contains?: string | null | undefined;
  /** Begins with it. */
  startsWith?: string | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on related Team records, by date. */
export type TeamDatedRelationFilter = {
  /** At least one fits. */
  some?: TeamFilter | null | undefined;
  /** None fits. */
  none?: TeamFilter | null | undefined;
  /** Only those that hold (or not) on asOf. */
  current?: boolean | null | undefined;
  /** The day; default today. */
  asOf?: string | null | undefined;
};

/** Which Team records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type TeamFilter = {
  /** All of these. */
  and?: Array<TeamFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<TeamFilter> | null | undefined;
  /** Not this. */
  not?: TeamFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  name?: NameFilter | null | undefined;
  members?: UserDatedRelationFilter | null | undefined;
  parent?: TeamFilter | null | undefined;
  teams?: TeamRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on related User records, by date. */
export type UserDatedRelationFilter = {
  /** At least one fits. */
  some?: UserFilter | null | undefined;
  /** None fits. */
  none?: UserFilter | null | undefined;
  /** Only those that hold (or not) on asOf. */
  current?: boolean | null | undefined;
  /** The day; default today. */
  asOf?: string | null | undefined;
};

/** Conditions on related Team records. */
export type TeamRelationFilter = {
  /** At least one fits. */
  some?: TeamFilter | null | undefined;
  /** None fits. */
  none?: TeamFilter | null | undefined;
};

/** A condition on a custom field, under the name that fits its type, or isNull. All of a list must hold. */
export type CustomFieldFilter = {
  /** Which field. */
  key: string;
  text?: TextFilter | null | undefined;
  number?: NumberFilter | null | undefined;
  money?: MoneyFilter | null | undefined;
  date?: DateFilter | null | undefined;
  choice?: CodeFilter | null | undefined;
  choices?: TextsFilter | null | undefined;
  boolean?: boolean | null | undefined;
  url?: TextFilter | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on related Subject records. */
export type SubjectRelationFilter = {
  /** At least one fits. */
  some?: SubjectFilter | null | undefined;
  /** None fits. */
  none?: SubjectFilter | null | undefined;
};

/** Which Subject records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type SubjectFilter = {
  /** All of these. */
  and?: Array<SubjectFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<SubjectFilter> | null | undefined;
  /** Not this. */
  not?: SubjectFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  tasks?: TaskRelationFilter | null | undefined;
  notes?: NoteRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on related Note records. */
export type NoteRelationFilter = {
  /** At least one fits. */
  some?: NoteFilter | null | undefined;
  /** None fits. */
  none?: NoteFilter | null | undefined;
};

/** Which Note records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type NoteFilter = {
  /** All of these. */
  and?: Array<NoteFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<NoteFilter> | null | undefined;
  /** Not this. */
  not?: NoteFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  text?: TextFilter | null | undefined;
  about?: SubjectRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on related Location records. */
export type LocationRelationFilter = {
  /** At least one fits. */
  some?: LocationFilter | null | undefined;
  /** None fits. */
  none?: LocationFilter | null | undefined;
};

/** Which Location records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type LocationFilter = {
  /** All of these. */
  and?: Array<LocationFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<LocationFilter> | null | undefined;
  /** Not this. */
  not?: LocationFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  name?: NameFilter | null | undefined;
  kind?: LocationKindFilter | null | undefined;
  country?: CodeFilter | null | undefined;
  latitude?: NumberFilter | null | undefined;
  longitude?: NumberFilter | null | undefined;
  parties?: PartyRelationFilter | null | undefined;
  within?: LocationFilter | null | undefined;
  places?: LocationRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type LocationKindFilter = {
  /** Equal. */
  eq?: LocationKind | null | undefined;
  /** One of these; at most 100. */
  in?: Array<LocationKind> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** The size of a place. */
export type LocationKind =
  /** A country. */
  | 'COUNTRY'
  /** A city. */
  | 'CITY'
  /** A site. */
  | 'SITE';

/** Conditions on related Party records. */
export type PartyRelationFilter = {
  /** At least one fits. */
  some?: PartyFilter | null | undefined;
  /** None fits. */
  none?: PartyFilter | null | undefined;
};

/** Which Party records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type PartyFilter = {
  /** All of these. */
  and?: Array<PartyFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<PartyFilter> | null | undefined;
  /** Not this. */
  not?: PartyFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  name?: NameFilter | null | undefined;
  city?: TextFilter | null | undefined;
  country?: CodeFilter | null | undefined;
  tags?: TextsFilter | null | undefined;
  interactions?: InteractionRelationFilter | null | undefined;
  locations?: LocationRelationFilter | null | undefined;
  emails?: ContactPointDatedRelationFilter | null | undefined;
  phones?: ContactPointDatedRelationFilter | null | undefined;
  postalAddresses?: ContactPointDatedRelationFilter | null | undefined;
  categories?: CategoryDatedRelationFilter | null | undefined;
  tasks?: TaskRelationFilter | null | undefined;
  notes?: NoteRelationFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on related ContactPoint records, by date. */
export type ContactPointDatedRelationFilter = {
  /** At least one fits. */
  some?: ContactPointFilter | null | undefined;
  /** None fits. */
  none?: ContactPointFilter | null | undefined;
  /** Only those that hold (or not) on asOf. */
  current?: boolean | null | undefined;
  /** The day; default today. */
  asOf?: string | null | undefined;
};

/** Which ContactPoint records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type ContactPointFilter = {
  /** All of these. */
  and?: Array<ContactPointFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<ContactPointFilter> | null | undefined;
  /** Not this. */
  not?: ContactPointFilter | null | undefined;
  id?: IdFilter | null | undefined;
  medium?: MediumFilter | null | undefined;
  address?: EmailFilter | null | undefined;
  domain?: CodeFilter | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type MediumFilter = {
  /** Equal. */
  eq?: Medium | null | undefined;
  /** One of these; at most 100. */
  in?: Array<Medium> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** How an address reaches. */
export type Medium =
  /** E-mail. */
  | 'EMAIL'
  /** Telephone. */
  | 'PHONE'
  /** Post. */
  | 'POST';

/** Conditions on related Category records, by date. */
export type CategoryDatedRelationFilter = {
  /** At least one fits. */
  some?: CategoryFilter | null | undefined;
  /** None fits. */
  none?: CategoryFilter | null | undefined;
  /** Only those that hold (or not) on asOf. */
  current?: boolean | null | undefined;
  /** The day; default today. */
  asOf?: string | null | undefined;
};

/** Which Category records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type CategoryFilter = {
  /** All of these. */
  and?: Array<CategoryFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<CategoryFilter> | null | undefined;
  /** Not this. */
  not?: CategoryFilter | null | undefined;
  id?: IdFilter | null | undefined;
  kind?: CategoryKindFilter | null | undefined;
  source?: CodeFilter | null | undefined;
  towards?: ConcernFilter | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type CategoryKindFilter = {
  /** Equal. */
  eq?: CategoryKind | null | undefined;
  /** One of these; at most 100. */
  in?: Array<CategoryKind> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** What a party is to us, as somebody recorded it. */
export type CategoryKind =
  /** Person: decides. */
  | 'DECISION_MAKER'
  /** Person: judges the technology. */
  | 'TECHNICAL_EVALUATOR'
  /** Person: will use it. */
  | 'END_USER'
  /** Person: buys. */
  | 'PROCUREMENT'
  /** Person: pays. */
  | 'FINANCE'
  /** Person: first contact at a prospect. */
  | 'INITIAL_CONTACT'
  /** Person: has a stake. */
  | 'STAKEHOLDER'
  /** Person: speaks for us. */
  | 'CHAMPION'
  /** Person: speaks against us. */
  | 'BLOCKER'
  /** Person: at a reseller. */
  | 'CHANNEL_PARTNER'
  /** Person: at a technology partner. */
  | 'TECHNOLOGY_PARTNER'
  /** Person: at a service partner. */
  | 'SERVICE_PARTNER'
  /** A supplier. */
  | 'SUPPLIER'
  /** Organization: a large customer. */
  | 'CUSTOMER_ENTERPRISE'
  /** Organization: a middle-sized customer. */
  | 'CUSTOMER_MID_MARKET'
  /** Organization: a small customer. */
  | 'CUSTOMER_SMALL'
  /** Organization: a public customer. */
  | 'CUSTOMER_GOVERNMENT'
  /** Organization: a non-profit customer. */
  | 'CUSTOMER_NONPROFIT'
  /** Organization: a prospect we chose. */
  | 'PROSPECT_TARGET'
  /** Organization: a prospect that came to us. */
  | 'PROSPECT_INBOUND'
  /** Organization: a prospect somebody referred. */
  | 'PROSPECT_REFERRAL'
  /** Organization: a prospect served by a rival. */
  | 'PROSPECT_COMPETITIVE'
  /** Organization: a channel partner. */
  | 'PARTNER_CHANNEL'
  /** Organization: a technology partner. */
  | 'PARTNER_TECHNOLOGY'
  /** Organization: a service partner. */
  | 'PARTNER_SERVICE'
  /** Organization: an alliance partner. */
  | 'PARTNER_ALLIANCE'
  /** Organization: competes with the one it is said towards. */
  | 'COMPETITOR';

/** Its seat lies within `km` kilometres of the point. Not indexed: looks at every candidate. */
export type NearFilter = {
  latitude: number;
  longitude: number;
  km: number;
};

/** Conditions on related Preference records. */
export type PreferenceRelationFilter = {
  /** At least one fits. */
  some?: PreferenceFilter | null | undefined;
  /** None fits. */
  none?: PreferenceFilter | null | undefined;
};

/** Which Preference records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type PreferenceFilter = {
  /** All of these. */
  and?: Array<PreferenceFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<PreferenceFilter> | null | undefined;
  /** Not this. */
  not?: PreferenceFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  kind?: PreferenceKindFilter | null | undefined;
  wish?: WishFilter | null | undefined;
  channel?: ChannelFilter | null | undefined;
  topic?: TextFilter | null | undefined;
  scope?: TextFilter | null | undefined;
  source?: CodeFilter | null | undefined;
  statedOn?: DateFilter | null | undefined;
  person?: PersonFilter | null | undefined;
  custom?: Array<CustomFieldFilter> | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type PreferenceKindFilter = {
  /** Equal. */
  eq?: PreferenceKind | null | undefined;
  /** One of these; at most 100. */
  in?: Array<PreferenceKind> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** What a preference speaks of. */
export type PreferenceKind =
  /** How and when to be addressed. */
  | 'COMMUNICATION'
  /** Products. */
  | 'PRODUCT'
  /** Service. */
  | 'SERVICE';

/** Conditions on a value of kind Choice. */
export type WishFilter = {
  /** Equal. */
  eq?: Wish | null | undefined;
  /** One of these; at most 100. */
  in?: Array<Wish> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Wanted or not. */
export type Wish =
  /** They want it. */
  | 'WANTED'
  /** They do not want it. */
  | 'UNWANTED';

/** Conditions on a value of kind Choice. */
export type ChannelFilter = {
  /** Equal. */
  eq?: Channel | null | undefined;
  /** One of these; at most 100. */
  in?: Array<Channel> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** A channel of communication. */
export type Channel =
  /** E-mail. */
  | 'EMAIL'
  /** Telephone. */
  | 'PHONE'
  /** Post. */
  | 'POST'
  /** Messages of another kind. */
  | 'MESSAGE'
  /** In person. */
  | 'MEETING';

/** Holds a seat today at the organization, or with `withUnits` at a unit of it. */
export type WorksForFilter = {
  id?: string | number | null | undefined;
  externalId?: string | null | undefined;
  withUnits?: boolean | null | undefined;
};

/** One of their e-mail addresses. */
export type EmailAddressFilter = {
  eq?: string | null | undefined;
  in?: Array<string> | null | undefined;
  contains?: string | null | undefined;
  startsWith?: string | null | undefined;
  domain?: string | null | undefined;
};

/** One of their telephone numbers, in any notation. */
export type PhoneNumberFilter = {
  eq?: string | null | undefined;
  in?: Array<string> | null | undefined;
  contains?: string | null | undefined;
};

/** The direction of an order. */
export type OrderDirection =
  /** Smallest first; what is unknown comes last. */
  | 'ASC'
  /** Largest first; what is unknown comes last. */
  | 'DESC';

/** How much of a fact is for those who see both its ends, but are in none of the teams it is whole for. */
export type SharingLevel =
  /** That it is there. */
  | 'EXISTENCE'
  /** That it is there, and its numbers: weight and confidence. */
  | 'STRENGTH'
  /** All of it. */
  | 'DETAILS';

/** What two people are to each other. */
export type RelationKind =
  /** One guides the other. */
  | 'MENTOR'
  /** Family. */
  | 'FAMILY'
  /** Studied or worked together. */
  | 'ALUMNI'
  /** Sit on the same board. */
  | 'BOARD'
  /** Friends. */
  | 'FRIEND'
  /** Worked together. */
  | 'COLLEAGUE'
  /** Anything else. */
  | 'OTHER';

/** The role of a person in a purchase. */
export type BuyingRole =
  /** Decides. */
  | 'DECISION_MAKER'
  /** Speaks for us. */
  | 'CHAMPION'
  /** Judges the offer. */
  | 'EVALUATOR'
  /** Pays. */
  | 'FINANCE'
  /** Buys. */
  | 'PROCUREMENT'
  /** Will use it. */
  | 'USER'
  /** Is listened to. */
  | 'INFLUENCER'
  /** Can stop it. */
  | 'BLOCKER';

/** How somebody stands to a deal. */
export type Stance =
  /** For it. */
  | 'SUPPORTER'
  /** Neither. */
  | 'NEUTRAL'
  /** Doubts it. */
  | 'SCEPTIC'
  /** Against it. */
  | 'OPPONENT';

/** What an address is for. */
export type ContactKind =
  /** At work. */
  | 'WORK'
  /** At home. */
  | 'HOME'
  /** A mobile phone. */
  | 'MOBILE'
  /** Other. */
  | 'OTHER';

/** One key of an order; ties are broken by id. */
export type TaskOrder = {
  /** By what: this, or a custom field. */
  field?: TaskOrderField | null | undefined;
  custom?: string | null | undefined;
  /** In which direction. */
  direction?: OrderDirection;
};

/** What Task lists can be ordered by. Indexed: ID, EXTERNAL_ID, ARCHIVED_AT, TITLE, STATUS, DUE_ON; for others every matching row is read. */
export type TaskOrderField =
  | 'ID'
  | 'EXTERNAL_ID'
  | 'VERSION'
  | 'CREATED_AT'
  | 'UPDATED_AT'
  | 'ARCHIVED_AT'
  | 'TITLE'
  | 'DESCRIPTION'
  | 'STATUS'
  | 'PRIORITY'
  | 'DUE_ON'
  | 'DONE_ON'
  | 'INTRODUCTION_OUTCOME';

/** What happened. */
export type ChangeKind =
  /** A record was made. */
  | 'CREATED'
  /** Fields of a record or of a fact have other values. */
  | 'UPDATED'
  /** A record was put aside. */
  | 'ARCHIVED'
  /** An archived record came back. */
  | 'RESTORED'
  /** It has absorbed other records. */
  | 'MERGED'
  /** A record that was absorbed came back: of either of the two. */
  | 'UNMERGED'
  /** A fact was added. */
  | 'ADDED'
  /** A fact stopped being true. */
  | 'ENDED'
  /** A fact was withdrawn: it never was true. */
  | 'RETRACTED'
  /** Records were made by an import, or facts between such records. */
  | 'IMPORTED'
  /** You saw the records and do not any more: for others now, restricted, merged, or you left a team. */
  | 'REMOVED';

/** What a Organization is looked up by: exactly one key. */
export type OrganizationBy =
  {   /** The id. */
  id: string | number; externalId?: never; domain?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; domain?: never; }
  |  { id?: never; externalId?: never;   /** Its internet domain, case ignored; of several the one with the smallest id. */
  domain: string; };

/** What a Person is looked up by: exactly one key. */
export type PersonBy =
  {   /** The id. */
  id: string | number; externalId?: never; email?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; email?: never; }
  |  { id?: never; externalId?: never;   /** An e-mail address they have today, case ignored; of several people the one with the smallest id. */
  email: string; };

/** What one of us is to an account. */
export type CoverageRole =
  /** Owns it. */
  | 'OWNER'
  /** Its key account manager. */
  | 'KEY_ACCOUNT_MANAGER'
  /** Leads the team. */
  | 'TEAM_LEAD'
  /** Works on it. */
  | 'MEMBER';

/** What a Team is looked up by: exactly one key. */
export type TeamBy =
  {   /** The id. */
  id: string | number; externalId?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; };

/** A reporting line. */
export type LineKind =
  /** The line of authority. */
  | 'SOLID'
  /** A second, weaker line. */
  | 'DOTTED';

/** The part somebody took in an interaction. */
export type InteractionPart =
  /** Called the meeting. */
  | 'ORGANIZER'
  /** Sent it, or called. */
  | 'FROM'
  /** Received it, or was called. */
  | 'TO'
  /** Took part. */
  | 'ATTENDEE'
  /** Received a copy. */
  | 'CC'
  /** Received a blind copy. */
  | 'BCC';

/** Where a duty stands. */
export type DutyState =
  /** One administrator proposed it; another may confirm it within 24 hours. */
  | 'PROPOSED'
  /** Nobody confirmed it in time. */
  | 'LAPSED'
  /** It counts. */
  | 'HELD'
  /** It ended by itself, or somebody ended it. */
  | 'ENDED';

/** Where a job stands. */
export type JobState =
  /** It waits for a worker; one that had begun goes on from where it was. */
  | 'QUEUED'
  /** A worker is at it. */
  | 'RUNNING'
  /** The worker that was at it has fallen silent; another takes it up and goes on from where it was. */
  | 'PAUSED'
  /** It is done. */
  | 'SUCCEEDED'
  /** It is done, but for what `result` names. */
  | 'PARTIAL'
  /** It ended before it was done; `message` says why. */
  | 'FAILED'
  /** Somebody ended it. */
  | 'CANCELLED';

/** What a custom field stands on: a kind of record or a kind of fact. */
export type FieldOwner =
  /** On Person records. */
  | 'Person'
  /** On Organization records. */
  | 'Organization'
  /** On Role records. */
  | 'Role'
  /** On Pipeline records. */
  | 'Pipeline'
  /** On Deal records. */
  | 'Deal'
  /** On Interaction records. */
  | 'Interaction'
  /** On Location records. */
  | 'Location'
  /** On User records. */
  | 'User'
  /** On Team records. */
  | 'Team'
  /** On Preference records. */
  | 'Preference'
  /** On Task records. */
  | 'Task'
  /** On Note records. */
  | 'Note'
  /** On facts: Who sits in a seat, and when. */
  | 'HOLDS'
  /** On facts: Influence that somebody drew, beside what is computed. */
  | 'INFLUENCES'
  /** On facts: What people are to each other: mentor, family, alumni, board … */
  | 'RELATED_TO'
  /** On facts: Authority: solid lines form a forest. */
  | 'REPORTS_TO'
  /** On facts: Who may approve what for an organization, up to which amount. */
  | 'MAY_APPROVE'
  /** On facts: Legal ownership; several owners are possible. */
  | 'SUBSIDIARY_OF'
  /** On facts: Operating structure: divisions, departments, teams. */
  | 'PART_OF'
  /** On facts: The buying committee. */
  | 'STAKEHOLDER_IN'
  /** On facts: How a party is reached. */
  | 'REACHED_AT'
  /** On facts: What a party is to us, from when to when. */
  | 'CLASSIFIED_AS'
  /** On facts: Who is in a team, and when. */
  | 'MEMBER_OF'
  /** On facts: Account teams: who covers an organization, as what, since when. */
  | 'COVERS';

/** How much a fact tells about somebody; each role sees some classes and others not. */
export type Sensitivity =
  /** Of no one in particular. */
  | 'PUBLIC'
  /** Of a person. */
  | 'PERSONAL'
  /** For those who sell. */
  | 'CONFIDENTIAL'
  /** For almost nobody. */
  | 'SENSITIVE';

/** One key of an order; ties are broken by id. */
export type PersonOrder = {
  /** By what: this, or a custom field. */
  field?: PersonOrderField | null | undefined;
  custom?: string | null | undefined;
  /** In which direction. */
  direction?: OrderDirection;
};

/** What Person lists can be ordered by. Indexed: ID, EXTERNAL_ID, ARCHIVED_AT, NAME, LAST_NAME, COUNTRY, LEAD_STATUS; for others every matching row is read. */
export type PersonOrderField =
  | 'ID'
  | 'EXTERNAL_ID'
  | 'VERSION'
  | 'CREATED_AT'
  | 'UPDATED_AT'
  | 'ARCHIVED_AT'
  | 'NAME'
  | 'FIRST_NAME'
  | 'LAST_NAME'
  | 'CITY'
  | 'COUNTRY'
  | 'LANGUAGE'
  | 'TIME_ZONE'
  | 'LINKEDIN'
  | 'X'
  | 'FACEBOOK'
  | 'WEBSITE'
  | 'CONTACT_TYPE'
  | 'LEAD_SOURCE'
  | 'LEAD_STATUS'
  | 'EXPECTED_VALUE'
  | 'TARGET_CLOSE_ON'
  | 'DO_NOT_CONTACT'
  | 'OBJECTS_TO_PROFILING'
  | 'LAST_CONTACT_AT';

/** One key of an order; ties are broken by id. */
export type OrganizationOrder = {
  /** By what: this, or a custom field. */
  field?: OrganizationOrderField | null | undefined;
  custom?: string | null | undefined;
  /** In which direction. */
  direction?: OrderDirection;
};

/** What Organization lists can be ordered by. Indexed: ID, EXTERNAL_ID, ARCHIVED_AT, NAME, KIND, DOMAIN, INDUSTRY, EMPLOYEES, COUNTRY, OURS; for others every matching row is read. */
export type OrganizationOrderField =
  | 'ID'
  | 'EXTERNAL_ID'
  | 'VERSION'
  | 'CREATED_AT'
  | 'UPDATED_AT'
  | 'ARCHIVED_AT'
  | 'NAME'
  | 'KIND'
  | 'DOMAIN'
  | 'INDUSTRY'
  | 'EMPLOYEES'
  | 'CITY'
  | 'COUNTRY'
  | 'LATITUDE'
  | 'LONGITUDE'
  | 'OURS';

/** What a Role is looked up by: exactly one key. */
export type RoleBy =
  {   /** The id. */
  id: string | number; externalId?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; };

/** What a Deal is looked up by: exactly one key. */
export type DealBy =
  {   /** The id. */
  id: string | number; externalId?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; };

/** What a Interaction is looked up by: exactly one key. */
export type InteractionBy =
  {   /** The id. */
  id: string | number; externalId?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; };

/** What a Location is looked up by: exactly one key. */
export type LocationBy =
  {   /** The id. */
  id: string | number; externalId?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; };

/** What a User is looked up by: exactly one key. */
export type UserBy =
  {   /** The id. */
  id: string | number; externalId?: never; email?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; email?: never; }
  |  { id?: never; externalId?: never;   /** The address they sign in with, case ignored. */
  email: string; };

/** What a Task is looked up by: exactly one key. */
export type TaskBy =
  {   /** The id. */
  id: string | number; externalId?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; };

/** What a FieldDefinition is looked up by: exactly one key. */
export type FieldDefinitionBy =
  {   /** The id. */
  id: string | number; externalId?: never; }
  |  { id?: never;   /** The external id. */
  externalId: string; };

/** Which FieldDefinition records: all conditions given must hold, each on the field of its name. At most 3 levels of related records. */
export type FieldDefinitionFilter = {
  /** All of these. */
  and?: Array<FieldDefinitionFilter> | null | undefined;
  /** At least one of these. */
  or?: Array<FieldDefinitionFilter> | null | undefined;
  /** Not this. */
  not?: FieldDefinitionFilter | null | undefined;
  id?: IdFilter | null | undefined;
  externalId?: CodeFilter | null | undefined;
  version?: IntegerFilter | null | undefined;
  createdAt?: InstantFilter | null | undefined;
  updatedAt?: InstantFilter | null | undefined;
  archivedAt?: InstantFilter | null | undefined;
  on?: FieldOwnerFilter | null | undefined;
  key?: CodeFilter | null | undefined;
  label?: TextFilter | null | undefined;
  description?: TextFilter | null | undefined;
  type?: FieldTypeFilter | null | undefined;
  required?: boolean | null | undefined;
  minimum?: NumberFilter | null | undefined;
  maximum?: NumberFilter | null | undefined;
  pattern?: CodeFilter | null | undefined;
  sensitivity?: SensitivityFilter | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type FieldOwnerFilter = {
  /** Equal. */
  eq?: FieldOwner | null | undefined;
  /** One of these; at most 100. */
  in?: Array<FieldOwner> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type FieldTypeFilter = {
  /** Equal. */
  eq?: FieldType | null | undefined;
  /** One of these; at most 100. */
  in?: Array<FieldType> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** Conditions on a value of kind Choice. */
export type SensitivityFilter = {
  /** Equal. */
  eq?: Sensitivity | null | undefined;
  /** One of these; at most 100. */
  in?: Array<Sensitivity> | null | undefined;
  /** Nothing is known (true), or something (false). */
  isNull?: boolean | null | undefined;
};

/** What a map is around: exactly one key. */
export type InfluenceMapAround =
  {   /** The people with a seat at it or its units. */
  organization: OrganizationBy; person?: never; deal?: never; }
  |  { organization?: never;   /** This person. */
  person: PersonBy; deal?: never; }
  |  { organization?: never; person?: never;   /** The buying committee. */
  deal: DealBy; };

/** To whom: exactly one key. */
export type IntroductionTarget =
  {   /** A person. */
  person: PersonBy; role?: never; organization?: never; }
  |  { person?: never;   /** Whoever holds this seat today; of a vacant one nobody, and so no way leads there. */
  role: RoleBy; organization?: never; }
  |  { person?: never; role?: never;   /** Whoever holds a seat today at this organization or a unit of it. */
  organization: OrganizationBy; };

/** Of which records a filter chooses. */
export type FilteredNoun =
  /** People. */
  | 'PERSON'
  /** Organizations. */
  | 'ORGANIZATION';

/** How far two values agree. */
export type Agreement =
  /** Hardly, or not. */
  | 'DIFFERS'
  /** They are alike: an initial, two typing errors. */
  | 'CLOSE'
  /** They are very much alike: a typing error, a pet name, another script. */
  | 'VERY_CLOSE'
  /** They are the same once case, accents and notation are gone, or have something in common. */
  | 'EQUAL';

/** What somebody judged of two records. */
export type Verdict =
  /** They are one and the same; along a chain of these too. */
  | 'SAME'
  /** They are two, and so is whatever is the same as one of them. */
  | 'DIFFERENT'
  /** Nobody can tell; asked again when either of them is changed. */
  | 'UNSURE';

/** Of which records. */
export type DuplicateNoun =
  /** People. */
  | 'PERSON'
  /** Organizations, but no units. */
  | 'ORGANIZATION';

/** A rule of quality. What breaks one is reported, not refused. */
export type QualityRule =
  /** A field that must be known is empty. Fill it. */
  | 'REQUIRED'
  /** A value does not have the form of its field. Correct it. */
  | 'FORMAT'
  /** A telephone number is none of any country. Write it with the country code, such as +49 40 5550100. */
  | 'PHONE_FORMAT'
  /** No telephone number is of the country that is said. Correct the country or add a number there. */
  | 'PHONE_COUNTRY'
  /** Most people there have e-mail addresses of another domain. Correct the domain, or look where these people are. */
  | 'EMAIL_DOMAIN'
  /** Several people hold the top seat of one organization today. End one, or say that it is held for the time being. */
  | 'TWO_CHIEFS'
  /** A seat reports to one at an organization outside of its own tree. Correct the line, or say who owns whom. */
  | 'OUTSIDE_TREE'
  /** A seat reports to one at another company of its tree. Look whether that is so, or the seat is at the wrong one. */
  | 'OTHER_COMPANY'
  /** Somebody holds full seats at two organizations that compete. End the one they left, or say that one is held for the time being. */
  | 'COMPETING_SEATS'
  /** Nobody holds a seat at the organization or a unit of it. Say who works there, or archive it. */
  | 'NOBODY';

/** How bad it is. */
export type QualitySeverity =
  /** Wrong. */
  | 'ERROR'
  /** Most likely wrong. */
  | 'WARNING'
  /** Worth a look. */
  | 'NOTICE';

/** Of which records. */
export type QualityNoun =
  /** People. */
  | 'PERSON'
  /** Organizations. */
  | 'ORGANIZATION';

/** What a search looks for. */
export type SearchKind =
  /** People. */
  | 'PERSON'
  /** Organizations. */
  | 'ORGANIZATION'
  /** Deals. */
  | 'DEAL';

/** For personCreate. Without a sentence of its own: as in Person. */
export type PersonCreateInput = {
  externalId?: string | null | undefined;
  name?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  city?: string | null | undefined;
  country?: string | null | undefined;
  language?: string | null | undefined;
  timeZone?: string | null | undefined;
  birthday?: string | null | undefined;
  linkedin?: string | null | undefined;
  x?: string | null | undefined;
  facebook?: string | null | undefined;
  website?: string | null | undefined;
  contactType?: ContactType | null | undefined;
  leadSource?: string | null | undefined;
  leadStatus?: LeadStatus | null | undefined;
  expectedValue?: MoneyInput | null | undefined;
  targetCloseOn?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  doNotContact?: boolean | null | undefined;
  objectsToProfiling?: boolean | null | undefined;
  emails?: Array<string> | null | undefined;
  phones?: Array<string> | null | undefined;
  categories?: Array<CategoryKind> | null | undefined;
  sites?: Array<LocationBy> | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** An amount in a currency. */
export type MoneyInput = {
  /** The amount. */
  amount: string;
  /** The currency, ISO 4217. */
  currency: string;
};

/** A value for a custom field, under the one name that fits its type; null there clears it. A field that is not listed stays as it is. */
export type CustomFieldInput = {
  /** Which field. */
  key: string;
  text?: string | null | undefined;
  number?: number | null | undefined;
  money?: MoneyInput | null | undefined;
  date?: string | null | undefined;
  choice?: string | null | undefined;
  choices?: Array<string> | null | undefined;
  boolean?: boolean | null | undefined;
  url?: string | null | undefined;
};

/** For personUpdate. Without a sentence of its own: as in Person. */
export type PersonUpdateInput = {
  person: PersonBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  externalId?: string | null | undefined;
  name?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  city?: string | null | undefined;
  country?: string | null | undefined;
  language?: string | null | undefined;
  timeZone?: string | null | undefined;
  birthday?: string | null | undefined;
  linkedin?: string | null | undefined;
  x?: string | null | undefined;
  facebook?: string | null | undefined;
  website?: string | null | undefined;
  contactType?: ContactType | null | undefined;
  leadSource?: string | null | undefined;
  leadStatus?: LeadStatus | null | undefined;
  expectedValue?: MoneyInput | null | undefined;
  targetCloseOn?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  doNotContact?: boolean | null | undefined;
  objectsToProfiling?: boolean | null | undefined;
  emails?: Array<string> | null | undefined;
  phones?: Array<string> | null | undefined;
  categories?: Array<CategoryKind> | null | undefined;
  sites?: Array<LocationBy> | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For personUpdateMany. Without a sentence of its own: as in Person. */
export type PersonUpdateManyInput = {
  /** At most 500, without keys of their own. */
  items: Array<PersonUpdateInput>;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For personArchive. Without a sentence of its own: as in Person. */
export type PersonArchiveInput = {
  person: PersonBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For personArchiveMany. Without a sentence of its own: as in Person. */
export type PersonArchiveManyInput = {
  /** At most 500, without keys of their own. */
  items: Array<PersonArchiveInput>;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For personRestore. Without a sentence of its own: as in Person. */
export type PersonRestoreInput = {
  person: PersonBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For personRestoreMany. Without a sentence of its own: as in Person. */
export type PersonRestoreManyInput = {
  /** At most 500, without keys of their own. */
  items: Array<PersonRestoreInput>;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For organizationCreate. Without a sentence of its own: as in Organization. */
export type OrganizationCreateInput = {
  externalId?: string | null | undefined;
  name: string;
  kind?: OrganizationKind | null | undefined;
  domain?: string | null | undefined;
  industry?: string | null | undefined;
  employees?: number | null | undefined;
  city?: string | null | undefined;
  country?: string | null | undefined;
  latitude?: number | null | undefined;
  longitude?: number | null | undefined;
  tags?: Array<string> | null | undefined;
  ours?: boolean | null | undefined;
  partOf?: OrganizationBy | null | undefined;
  categories?: Array<CategoryKind> | null | undefined;
  sites?: Array<LocationBy> | null | undefined;
  emails?: Array<string> | null | undefined;
  phones?: Array<string> | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For organizationUpdate. Without a sentence of its own: as in Organization. */
export type OrganizationUpdateInput = {
  organization: OrganizationBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  externalId?: string | null | undefined;
  name?: string | null | undefined;
  kind?: OrganizationKind | null | undefined;
  domain?: string | null | undefined;
  industry?: string | null | undefined;
  employees?: number | null | undefined;
  city?: string | null | undefined;
  country?: string | null | undefined;
  latitude?: number | null | undefined;
  longitude?: number | null | undefined;
  tags?: Array<string> | null | undefined;
  ours?: boolean | null | undefined;
  partOf?: OrganizationBy | null | undefined;
  categories?: Array<CategoryKind> | null | undefined;
  sites?: Array<LocationBy> | null | undefined;
  emails?: Array<string> | null | undefined;
  phones?: Array<string> | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For organizationUpdateMany. Without a sentence of its own: as in Organization. */
export type OrganizationUpdateManyInput = {
  /** At most 500, without keys of their own. */
  items: Array<OrganizationUpdateInput>;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For organizationArchive. Without a sentence of its own: as in Organization. */
export type OrganizationArchiveInput = {
  organization: OrganizationBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For organizationArchiveMany. Without a sentence of its own: as in Organization. */
export type OrganizationArchiveManyInput = {
  /** At most 500, without keys of their own. */
  items: Array<OrganizationArchiveInput>;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For organizationRestore. Without a sentence of its own: as in Organization. */
export type OrganizationRestoreInput = {
  organization: OrganizationBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For organizationRestoreMany. Without a sentence of its own: as in Organization. */
export type OrganizationRestoreManyInput = {
  /** At most 500, without keys of their own. */
  items: Array<OrganizationRestoreInput>;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For interactionRecord. Without a sentence of its own: as in Interaction. */
export type InteractionRecordInput = {
  externalId?: string | null | undefined;
  kind: InteractionKind;
  occurredAt: string;
  subject?: string | null | undefined;
  durationMinutes?: number | null | undefined;
  bulk?: boolean | null | undefined;
  participants: Array<InteractionParticipantInput>;
  concerns?: Array<ConcernBy> | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** person:part;… */
export type InteractionParticipantInput = {
  person: PersonBy;
  part: InteractionPart;
};

/** What a Concern is looked up by: exactly one. */
export type ConcernBy =
  {   organization: OrganizationBy; deal?: never; }
  |  { organization?: never;   deal: DealBy; };

/** For userCreate. Without a sentence of its own: as in User. */
export type UserCreateInput = {
  externalId?: string | null | undefined;
  email: string;
  name: string;
  accessRoles?: Array<string> | null | undefined;
  disabled?: boolean | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For userUpdate. Without a sentence of its own: as in User. */
export type UserUpdateInput = {
  user: UserBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  externalId?: string | null | undefined;
  name?: string | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For teamCreate. Without a sentence of its own: as in Team. */
export type TeamCreateInput = {
  externalId?: string | null | undefined;
  name: string;
  parent?: TeamBy | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For teamUpdate. Without a sentence of its own: as in Team. */
export type TeamUpdateInput = {
  team: TeamBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  externalId?: string | null | undefined;
  name?: string | null | undefined;
  parent?: TeamBy | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For teamArchive. Without a sentence of its own: as in Team. */
export type TeamArchiveInput = {
  team: TeamBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For teamRestore. Without a sentence of its own: as in Team. */
export type TeamRestoreInput = {
  team: TeamBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For taskCreate. Without a sentence of its own: as in Task. */
export type TaskCreateInput = {
  externalId?: string | null | undefined;
  title: string;
  description?: string | null | undefined;
  status?: TaskStatus | null | undefined;
  priority?: Priority | null | undefined;
  dueOn?: string | null | undefined;
  doneOn?: string | null | undefined;
  introductionOutcome?: IntroductionOutcome | null | undefined;
  assignee?: UserBy | null | undefined;
  requester?: UserBy | null | undefined;
  goBetween?: PersonBy | null | undefined;
  about?: Array<SubjectBy> | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** What a Subject is looked up by: exactly one. */
export type SubjectBy =
  {   person: PersonBy; organization?: never; role?: never; deal?: never; interaction?: never; }
  |  { person?: never;   organization: OrganizationBy; role?: never; deal?: never; interaction?: never; }
  |  { person?: never; organization?: never;   role: RoleBy; deal?: never; interaction?: never; }
  |  { person?: never; organization?: never; role?: never;   deal: DealBy; interaction?: never; }
  |  { person?: never; organization?: never; role?: never; deal?: never;   interaction: InteractionBy; };

/** For taskUpdate. Without a sentence of its own: as in Task. */
export type TaskUpdateInput = {
  task: TaskBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  externalId?: string | null | undefined;
  title?: string | null | undefined;
  description?: string | null | undefined;
  status?: TaskStatus | null | undefined;
  priority?: Priority | null | undefined;
  dueOn?: string | null | undefined;
  doneOn?: string | null | undefined;
  introductionOutcome?: IntroductionOutcome | null | undefined;
  assignee?: UserBy | null | undefined;
  requester?: UserBy | null | undefined;
  goBetween?: PersonBy | null | undefined;
  about?: Array<SubjectBy> | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For noteCreate. Without a sentence of its own: as in Note. */
export type NoteCreateInput = {
  externalId?: string | null | undefined;
  text: string;
  about: Array<SubjectBy>;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For fieldDefinitionCreate. Without a sentence of its own: as in FieldDefinition. */
export type FieldDefinitionCreateInput = {
  externalId?: string | null | undefined;
  on: FieldOwner;
  key: string;
  label: string;
  description?: string | null | undefined;
  type: FieldType;
  required?: boolean | null | undefined;
  minimum?: number | null | undefined;
  maximum?: number | null | undefined;
  pattern?: string | null | undefined;
  choices?: Array<string> | null | undefined;
  sensitivity?: Sensitivity | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For fieldDefinitionUpdate. Without a sentence of its own: as in FieldDefinition. */
export type FieldDefinitionUpdateInput = {
  fieldDefinition: FieldDefinitionBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  externalId?: string | null | undefined;
  label?: string | null | undefined;
  description?: string | null | undefined;
  required?: boolean | null | undefined;
  minimum?: number | null | undefined;
  maximum?: number | null | undefined;
  pattern?: string | null | undefined;
  choices?: Array<string> | null | undefined;
  sensitivity?: Sensitivity | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For fieldDefinitionArchive. Without a sentence of its own: as in FieldDefinition. */
export type FieldDefinitionArchiveInput = {
  fieldDefinition: FieldDefinitionBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For fieldDefinitionRestore. Without a sentence of its own: as in FieldDefinition. */
export type FieldDefinitionRestoreInput = {
  fieldDefinition: FieldDefinitionBy;
  /** The version you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For influenceAdd. Without a sentence of its own: as in Person. */
export type InfluenceAddInput = {
  from: PersonBy;
  to: PersonBy;
  weight?: number | null | undefined;
  topic?: string | null | undefined;
  confidence?: number | null | undefined;
  source?: string | null | undefined;
  sharing?: SharingLevel | null | undefined;
  sharedWith?: Array<TeamBy> | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For influenceUpdate. Without a sentence of its own: as in Person. */
export type InfluenceUpdateInput = {
  from: PersonBy;
  to: PersonBy;
  weight?: number | null | undefined;
  topic?: string | null | undefined;
  confidence?: number | null | undefined;
  source?: string | null | undefined;
  sharing?: SharingLevel | null | undefined;
  sharedWith?: Array<TeamBy> | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For influenceRetract. Without a sentence of its own: as in Person. */
export type InfluenceRetractInput = {
  from: PersonBy;
  to: PersonBy;
  topic?: string | null | undefined;
  sharedWith?: Array<TeamBy> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For roleReportsToSet. Without a sentence of its own: as in Role. */
export type RoleReportsToSetInput = {
  role: RoleBy;
  reportsTo: RoleBy;
  kind?: LineKind | null | undefined;
  startedOn?: string | null | undefined;
  endedOn?: string | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For roleReportsToUpdate. Without a sentence of its own: as in Role. */
export type RoleReportsToUpdateInput = {
  role: RoleBy;
  reportsTo: RoleBy;
  kind?: LineKind | null | undefined;
  startedOn?: string | null | undefined;
  endedOn?: string | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For roleReportsToEnd. Without a sentence of its own: as in Role. */
export type RoleReportsToEndInput = {
  role: RoleBy;
  reportsTo: RoleBy;
  kind?: LineKind | null | undefined;
  startedOn?: string | null | undefined;
  endedOn?: string | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For roleReportsToRetract. Without a sentence of its own: as in Role. */
export type RoleReportsToRetractInput = {
  role: RoleBy;
  reportsTo: RoleBy;
  kind?: LineKind | null | undefined;
  startedOn?: string | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For userPersonAdd. Without a sentence of its own: as in User. */
export type UserPersonAddInput = {
  user: UserBy;
  person: PersonBy;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For userPersonRetract. Without a sentence of its own: as in User. */
export type UserPersonRetractInput = {
  user: UserBy;
  person: PersonBy;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For coverageAdd. Without a sentence of its own: as in Organization. */
export type CoverageAddInput = {
  user: UserBy;
  organization: OrganizationBy;
  as?: CoverageRole | null | undefined;
  withSubsidiaries?: boolean | null | undefined;
  startedOn?: string | null | undefined;
  endedOn?: string | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For coverageAddMany. Without a sentence of its own: as in Organization. */
export type CoverageAddManyInput = {
  /** At most 500, without keys of their own. */
  items: Array<CoverageAddInput>;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For coverageUpdate. Without a sentence of its own: as in Organization. */
export type CoverageUpdateInput = {
  user: UserBy;
  organization: OrganizationBy;
  as?: CoverageRole | null | undefined;
  withSubsidiaries?: boolean | null | undefined;
  startedOn?: string | null | undefined;
  endedOn?: string | null | undefined;
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For coverageEnd. Without a sentence of its own: as in Organization. */
export type CoverageEndInput = {
  user: UserBy;
  organization: OrganizationBy;
  as?: CoverageRole | null | undefined;
  startedOn?: string | null | undefined;
  endedOn?: string | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For coverageRetract. Without a sentence of its own: as in Organization. */
export type CoverageRetractInput = {
  user: UserBy;
  organization: OrganizationBy;
  as?: CoverageRole | null | undefined;
  startedOn?: string | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For coverageHandOver. Without a sentence of its own: as in User. */
export type CoverageHandOverInput = {
  /** Who hands over. */
  from: UserBy;
  /** Who takes over. */
  to: UserBy;
  /** Which accounts; default all they cover. */
  organizations?: Array<OrganizationBy> | null | undefined;
  /** The first day of who takes over; default today. */
  startedOn?: string | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For userRoleSet. Without a sentence of its own: as in User. */
export type UserRoleSetInput = {
  /** Who. */
  user: UserBy;
  /** All their roles from now on. */
  roles: Array<string>;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For userDisable. Without a sentence of its own: as in User. */
export type UserDisableInput = {
  /** Who. */
  user: UserBy;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For userEnable. Without a sentence of its own: as in User. */
export type UserEnableInput = {
  /** Who. */
  user: UserBy;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For teamMemberSet. Without a sentence of its own: as in Team. */
export type TeamMemberSetInput = {
  /** Who. */
  user: UserBy;
  /** The team. */
  team: TeamBy;
  /** false: they are in it no more; default true. */
  member?: boolean | null | undefined;
  /** From this day on; default today. */
  startedOn?: string | null | undefined;
  /** Their last day in it; none: it goes on. */
  endedOn?: string | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For tokenRevoke. Without a sentence of its own: as in User. */
export type TokenRevokeInput = {
  /** Its prefix, or the token itself. */
  prefix: string;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For sessionRevoke. Without a sentence of its own: as in User. */
export type SessionRevokeInput = {
  /** Its id. */
  session: string | number;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For dutyPropose. Without a sentence of its own: as in User. */
export type DutyProposeInput = {
  /** Who. */
  user: UserBy;
  /** Its name in the policy: privacy_officer, break_glass. */
  duty: string;
  /** Why. */
  reason: string;
  /** The request it is for; a privacy officer needs one. */
  requestNumber?: string | null | undefined;
  /** When it ends; default, and at most, as the policy says. */
  endsAt?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For dutyConfirm. Without a sentence of its own: as in User. */
export type DutyConfirmInput = {
  /** The id that dutyPropose told. */
  duty: string | number;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For dutyEnd. Without a sentence of its own: as in User. */
export type DutyEndInput = {
  /** The id that dutyPropose told. */
  duty: string | number;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For dutyReview. Without a sentence of its own: as in User. */
export type DutyReviewInput = {
  /** The id that dutyPropose told. */
  duty: string | number;
  /** What was found. */
  outcome: string;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For layoutSave. Without a sentence of its own: as in Person. */
export type LayoutSaveInput = {
  /** What the map is around. */
  around: InfluenceMapAround;
  /** How far it reaches, 0–4; default 2. Each reach has a layout of its own. */
  depth?: number | null | undefined;
  /** Where somebody stands. */
  places: Array<LayoutPlaceInput>;
  /** The layoutVersion you saw; CONFLICT where it is another by now. */
  expectedVersion?: number | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** Where somebody stands. */
export type LayoutPlaceInput = {
  /** The id of the person. */
  id: string | number;
  /** To the right, within ±1,000,000. */
  x: number;
  /** Downwards, within ±1,000,000. */
  y: number;
};

/** For jobStart. Without a sentence of its own: as in Job. */
export type JobStartInput = {
  /** Which, and the permission it needs: audience_check (jobs.write); duplicates (jobs.write); merging (jobs.write); scores (jobs.write); export (export); import (import); import_undo (import); quality (jobs.write). */
  kind: string;
  /** An object of what the kind takes. */
  parameters?: unknown;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For jobCancel. Without a sentence of its own: as in Job. */
export type JobCancelInput = {
  /** Its id. */
  job: string | number;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For savedFilterSave. Without a sentence of its own: as in User. */
export type SavedFilterSaveInput = {
  /** Which one of yours; default a new one. */
  id?: string | number | null | undefined;
  /** Its name, at most 100 characters; of yours each has another. */
  name: string;
  /** Of which records it chooses. */
  noun: FilteredNoun;
  /** What must hold; 1 to 30. */
  conditions: Array<SavedConditionInput>;
  /** For everybody; default false. */
  everybody?: boolean | null | undefined;
  /** For this team of yours; default none. */
  team?: TeamBy | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** What must hold; 1 to 30. */
export type SavedConditionInput = {
  /** On what: country, lastContactAt, x_<key> for a custom field. */
  field: string;
  /** How: is, contains, before … */
  how: string;
  /** With what; of a record its id. */
  value: string;
};

/** For savedFilterRemove. Without a sentence of its own: as in User. */
export type SavedFilterRemoveInput = {
  /** Its id. */
  id: string | number;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For personMerge. Without a sentence of its own: as in Person. */
export type PersonMergeInput = {
  /** Those that are one: 2 to 50. */
  people: Array<PersonBy>;
  /** The one that stays; default the oldest in use. */
  survivor?: PersonBy | null | undefined;
  /** Whose value a field has, where that is not the rule. */
  values?: Array<PersonMergeValueInput> | null | undefined;
  /** Tells what it would do, and writes nothing. */
  preview?: boolean | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** Whose value a field has, where that is not the rule. */
export type PersonMergeValueInput = {
  /** The field. */
  field: string;
  /** The record. */
  from: PersonBy;
};

/** For organizationMerge. Without a sentence of its own: as in Organization. */
export type OrganizationMergeInput = {
  /** Those that are one: 2 to 50. */
  organizations: Array<OrganizationBy>;
  /** The one that stays; default the oldest in use. */
  survivor?: OrganizationBy | null | undefined;
  /** Whose value a field has, where that is not the rule. */
  values?: Array<OrganizationMergeValueInput> | null | undefined;
  /** Tells what it would do, and writes nothing. */
  preview?: boolean | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** Whose value a field has, where that is not the rule. */
export type OrganizationMergeValueInput = {
  /** The field. */
  field: string;
  /** The record. */
  from: OrganizationBy;
};

/** For mergeUndo. Without a sentence of its own: as in Person. */
export type MergeUndoInput = {
  /** The ids of the merges, or of a job that merged. */
  merges: Array<string>;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** For duplicateJudge. Without a sentence of its own: as in Person. */
export type DuplicateJudgeInput = {
  /** The one. */
  first: PartyBy;
  /** The other. */
  second: PartyBy;
  /** What you judge. */
  verdict: Verdict;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** What a Party is looked up by: exactly one. */
export type PartyBy =
  {   person: PersonBy; organization?: never; }
  |  { person?: never;   organization: OrganizationBy; };

/** For exportStart. Without a sentence of its own: as in Job. */
export type ExportStartInput = {
  /** Of what. */
  records: ExportedRecords;
  /** What the file is. */
  format: ExportFormat;
  /** Which ones: the `filter` of their list, as an object. */
  filter?: unknown;
  /** Which columns, 100 at most; default the usual. */
  columns?: Array<string> | null | undefined;
  /** Which ones, by their ids: 1 to 500. Not beside a filter. */
  ids?: Array<string | number> | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** The records of a file. */
export type ExportedRecords =
  /** people. */
  | 'PEOPLE'
  /** organizations. */
  | 'ORGANIZATIONS'
  /** roles. */
  | 'ROLES'
  /** pipelines. */
  | 'PIPELINES'
  /** deals. */
  | 'DEALS'
  /** interactions. */
  | 'INTERACTIONS'
  /** locations. */
  | 'LOCATIONS'
  /** users. */
  | 'USERS'
  /** teams. */
  | 'TEAMS'
  /** preferences. */
  | 'PREFERENCES'
  /** tasks. */
  | 'TASKS'
  /** notes. */
  | 'NOTES';

/** What a file is. */
export type ExportFormat =
  /** A table as text. */
  | 'CSV'
  /** A workbook. */
  | 'XLSX'
  /** XML; with its schema in one archive (ZIP). */
  | 'XML'
  /** JSON Lines: an object a line, the first tells what the file is of. */
  | 'JSONL'
  /** Pages to read and print: a list, or with more than eight columns a profile of each. */
  | 'PDF'
  /** Cards (vCard 4.0) of people or organizations. */
  | 'VCF'
  /** A graph: the records, and what is between them. */
  | 'GRAPHML';

/** For importStart. Without a sentence of its own: as in Job. */
export type ImportStartInput = {
  /** The file: the `uploadId` that bringing it told. */
  upload: string | number;
  /** What its columns mean, as `graphcrm import suggest` and POST /uploads/ID/mapping write it. */
  mapping: unknown;
  /** Judge every row and write nothing. */
  preview?: boolean | null | undefined;
  /** What becomes of who may be there already; default CREATE. */
  onDuplicate?: OnDuplicate | null | undefined;
  /** Where it comes from, for the history: the name of a system. */
  source?: string | null | undefined;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

/** What becomes of a row that would make a person or an organization who may be there already. */
export type OnDuplicate =
  /** The record is made; nothing is compared. */
  | 'CREATE'
  /** The record is made, and the pair waits in the queue of duplicates. */
  | 'QUEUE'
  /** Where nobody would doubt it the row is one of the record that is there; else as QUEUE. */
  | 'LINK';

/** For importUndo. Without a sentence of its own: as in Job. */
export type ImportUndoInput = {
  /** The `run` of its ledger. */
  run: string | number;
  /** The same key has one effect within 30 days. */
  idempotencyKey?: string | null | undefined;
  /** Comes back as it is. */
  clientMutationId?: string | null | undefined;
};

export type AdminUserRowFragment = { id: string, version: number | null, name: string | null, email: string | null, accessRoles: Array<string> | null, disabled: boolean | null };

export type AdminUsersQueryVariables = Exact<{
  filter?: UserFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AdminUsersQuery = { users: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, version: number | null, name: string | null, email: string | null, accessRoles: Array<string> | null, disabled: boolean | null, teams: { totalCount: number | null, nodes: Array<{ id: string, name: string | null }> }, sessions: Array<{ seenAt: string }> }> } | null };

export type AdminUserQueryVariables = Exact<{
  id: string | number;
}>;


export type AdminUserQuery = { user: { createdAt: string | null, id: string, version: number | null, name: string | null, email: string | null, accessRoles: Array<string> | null, disabled: boolean | null, person: { id: string, name: string | null } | null, teams: { edges: Array<{ startedOn: string | null, endedOn: string | null, node: { id: string, name: string | null } }> }, covers: { totalCount: number | null, edges: Array<{ as: CoverageRole | null, withSubsidiaries: boolean | null, startedOn: string | null, endedOn: string | null, node: { id: string, name: string | null } }> }, tokens: Array<{ prefix: string, role: string | null, scopes: Array<string> | null, createdAt: string, expiresAt: string, usedAt: string | null }>, sessions: Array<{ id: string, agent: string | null, createdAt: string, seenAt: string, endsAt: string }> } | null };

export type UserNamesQueryVariables = Exact<{
  filter?: UserFilter | null | undefined;
}>;


export type UserNamesQuery = { users: { nodes: Array<{ id: string, name: string | null, email: string | null, disabled: boolean | null }> } | null };

export type UserCreateMutationVariables = Exact<{
  input: UserCreateInput;
}>;


export type UserCreateMutation = { userCreate: { user: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type UserUpdateMutationVariables = Exact<{
  input: UserUpdateInput;
}>;


export type UserUpdateMutation = { userUpdate: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type UserRoleSetMutationVariables = Exact<{
  input: UserRoleSetInput;
}>;


export type UserRoleSetMutation = { userRoleSet: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type UserDisableMutationVariables = Exact<{
  input: UserDisableInput;
}>;


export type UserDisableMutation = { userDisable: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type UserEnableMutationVariables = Exact<{
  input: UserEnableInput;
}>;


export type UserEnableMutation = { userEnable: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type UserPersonAddMutationVariables = Exact<{
  input: UserPersonAddInput;
}>;


export type UserPersonAddMutation = { userPersonAdd: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type UserPersonRetractMutationVariables = Exact<{
  input: UserPersonRetractInput;
}>;


export type UserPersonRetractMutation = { userPersonRetract: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type TokenRevokeMutationVariables = Exact<{
  input: TokenRevokeInput;
}>;


export type TokenRevokeMutation = { tokenRevoke: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type SessionRevokeMutationVariables = Exact<{
  input: SessionRevokeInput;
}>;


export type SessionRevokeMutation = { sessionRevoke: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type AdminTeamsQueryVariables = Exact<{
  filter?: TeamFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AdminTeamsQuery = { teams: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string | null, archivedAt: string | null, parent: { id: string, name: string | null } | null, members: { totalCount: number | null, nodes: Array<{ id: string, name: string | null }> } }> } | null };

export type AdminTeamQueryVariables = Exact<{
  id: string | number;
}>;


export type AdminTeamQuery = { team: { id: string, version: number | null, name: string | null, archivedAt: string | null, parent: { id: string, name: string | null } | null, teams: { nodes: Array<{ id: string, name: string | null }> }, members: { totalCount: number | null, edges: Array<{ startedOn: string | null, endedOn: string | null, node: { id: string, name: string | null, accessRoles: Array<string> | null, disabled: boolean | null, covers: { totalCount: number | null, edges: Array<{ as: CoverageRole | null, withSubsidiaries: boolean | null, startedOn: string | null, endedOn: string | null, node: { id: string, name: string | null } }> } } }> } } | null };

export type TeamCreateMutationVariables = Exact<{
  input: TeamCreateInput;
}>;


export type TeamCreateMutation = { teamCreate: { team: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type TeamUpdateMutationVariables = Exact<{
  input: TeamUpdateInput;
}>;


export type TeamUpdateMutation = { teamUpdate: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type TeamArchiveMutationVariables = Exact<{
  input: TeamArchiveInput;
}>;


export type TeamArchiveMutation = { teamArchive: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type TeamRestoreMutationVariables = Exact<{
  input: TeamRestoreInput;
}>;


export type TeamRestoreMutation = { teamRestore: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type TeamMemberSetMutationVariables = Exact<{
  input: TeamMemberSetInput;
}>;


export type TeamMemberSetMutation = { teamMemberSet: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type CoverageAddMutationVariables = Exact<{
  input: CoverageAddInput;
}>;


export type CoverageAddMutation = { coverageAdd: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type CoverageEndMutationVariables = Exact<{
  input: CoverageEndInput;
}>;


export type CoverageEndMutation = { coverageEnd: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type AdminFieldFragment = { id: string, version: number | null, archivedAt: string | null, on: FieldOwner | null, key: string | null, label: string | null, description: string | null, type: FieldType | null, required: boolean | null, minimum: number | null, maximum: number | null, pattern: string | null, choices: Array<string> | null, sensitivity: Sensitivity | null };

export type AdminFieldsQueryVariables = Exact<{
  filter?: FieldDefinitionFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AdminFieldsQuery = { fieldDefinitions: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, version: number | null, archivedAt: string | null, on: FieldOwner | null, key: string | null, label: string | null, description: string | null, type: FieldType | null, required: boolean | null, minimum: number | null, maximum: number | null, pattern: string | null, choices: Array<string> | null, sensitivity: Sensitivity | null }> } | null };

export type AdminFieldNowQueryVariables = Exact<{
  id: string | number;
}>;


export type AdminFieldNowQuery = { fieldDefinition: { id: string, version: number | null, archivedAt: string | null, on: FieldOwner | null, key: string | null, label: string | null, description: string | null, type: FieldType | null, required: boolean | null, minimum: number | null, maximum: number | null, pattern: string | null, choices: Array<string> | null, sensitivity: Sensitivity | null } | null };

export type FieldDefinitionCreateMutationVariables = Exact<{
  input: FieldDefinitionCreateInput;
}>;


export type FieldDefinitionCreateMutation = { fieldDefinitionCreate: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type FieldDefinitionUpdateMutationVariables = Exact<{
  input: FieldDefinitionUpdateInput;
}>;


export type FieldDefinitionUpdateMutation = { fieldDefinitionUpdate: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type FieldDefinitionArchiveMutationVariables = Exact<{
  input: FieldDefinitionArchiveInput;
}>;


export type FieldDefinitionArchiveMutation = { fieldDefinitionArchive: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type FieldDefinitionRestoreMutationVariables = Exact<{
  input: FieldDefinitionRestoreInput;
}>;


export type FieldDefinitionRestoreMutation = { fieldDefinitionRestore: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type AdminDutiesQueryVariables = Exact<{
  openReview: boolean;
  first: number;
}>;


export type AdminDutiesQuery = { duties: Array<{ id: string, duty: string, state: DutyState, reason: string, requestNumber: string | null, proposedAt: string, endsAt: string | null, endedAt: string | null, outcome: string | null, user: { id: string, name: string | null }, proposedBy: { id: string, name: string | null } | null, confirmedBy: { id: string, name: string | null } | null }> };

export type DutyProposeMutationVariables = Exact<{
  input: DutyProposeInput;
}>;


export type DutyProposeMutation = { dutyPropose: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type DutyConfirmMutationVariables = Exact<{
  input: DutyConfirmInput;
}>;


export type DutyConfirmMutation = { dutyConfirm: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type DutyEndMutationVariables = Exact<{
  input: DutyEndInput;
}>;


export type DutyEndMutation = { dutyEnd: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type DutyReviewMutationVariables = Exact<{
  input: DutyReviewInput;
}>;


export type DutyReviewMutation = { dutyReview: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type AdminJobsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type AdminJobsQuery = { jobs: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: string | null, state: JobState | null, done: number | null, total: number | null, message: string | null, createdAt: string | null, startedAt: string | null, finishedAt: string | null }> } };

export type JobStartMutationVariables = Exact<{
  input: JobStartInput;
}>;


export type JobStartMutation = { jobStart: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type JobCancelMutationVariables = Exact<{
  input: JobCancelInput;
}>;


export type JobCancelMutation = { jobCancel: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type AuditTrailQueryVariables = Exact<{
  act?: string | null | undefined;
  decision?: string | null | undefined;
  subject?: string | null | undefined;
  actor?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditTrailQuery = { auditTrail: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, at: string | null, actor: string | null, act: string | null, type: string | null, subject: Array<string> | null, fields: Array<string> | null, purpose: string | null, decision: string | null, times: number | null, number: number | null }> } };

export type BulkPeopleQueryVariables = Exact<{
  filter?: PersonFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type BulkPeopleQuery = { people: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, version: number | null, name: string | null, firstName: string | null, lastName: string | null, city: string | null, country: string | null, language: string | null, contactType: ContactType | null, leadStatus: LeadStatus | null, leadSource: string | null, tags: Array<string> | null }> } | null };

export type BulkOrganizationsQueryVariables = Exact<{
  filter?: OrganizationFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type BulkOrganizationsQuery = { organizations: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, version: number | null, name: string | null, kind: OrganizationKind | null, industry: string | null, employees: number | null, city: string | null, country: string | null, domain: string | null, tags: Array<string> | null, coveredBy: { edges: Array<{ as: CoverageRole | null, startedOn: string | null, endedOn: string | null, node: { id: string, name: string | null } }> } }> } | null };

export type BulkOwnersQueryVariables = Exact<{ [key: string]: never; }>;


export type BulkOwnersQuery = { users: { nodes: Array<{ id: string, name: string | null, disabled: boolean | null }> } | null };

export type CoverageAddManyMutationVariables = Exact<{
  input: CoverageAddManyInput;
}>;


export type CoverageAddManyMutation = { coverageAddMany: { organizations: Array<{ id: string, version: number | null }>, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type CoverageRetractMutationVariables = Exact<{
  input: CoverageRetractInput;
}>;


export type CoverageRetractMutation = { coverageRetract: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type CoverageUpdateMutationVariables = Exact<{
  input: CoverageUpdateInput;
}>;


export type CoverageUpdateMutation = { coverageUpdate: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type CoverageHandOverMutationVariables = Exact<{
  input: CoverageHandOverInput;
}>;


export type CoverageHandOverMutation = { coverageHandOver: { user: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type FaultsFragment = { code: string, reason: string | null, field: Array<string>, message: string };

export type PersonUpdateManyMutationVariables = Exact<{
  input: PersonUpdateManyInput;
}>;


export type PersonUpdateManyMutation = { personUpdateMany: { people: Array<{ id: string, version: number | null }>, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type PersonArchiveManyMutationVariables = Exact<{
  input: PersonArchiveManyInput;
}>;


export type PersonArchiveManyMutation = { personArchiveMany: { people: Array<{ id: string, version: number | null }>, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type PersonRestoreManyMutationVariables = Exact<{
  input: PersonRestoreManyInput;
}>;


export type PersonRestoreManyMutation = { personRestoreMany: { people: Array<{ id: string, version: number | null }>, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type OrganizationUpdateManyMutationVariables = Exact<{
  input: OrganizationUpdateManyInput;
}>;


export type OrganizationUpdateManyMutation = { organizationUpdateMany: { organizations: Array<{ id: string, version: number | null }>, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type OrganizationArchiveManyMutationVariables = Exact<{
  input: OrganizationArchiveManyInput;
}>;


export type OrganizationArchiveManyMutation = { organizationArchiveMany: { organizations: Array<{ id: string, version: number | null }>, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type OrganizationRestoreManyMutationVariables = Exact<{
  input: OrganizationRestoreManyInput;
}>;


export type OrganizationRestoreManyMutation = { organizationRestoreMany: { organizations: Array<{ id: string, version: number | null }>, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type ChartPeopleQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type ChartPeopleQuery = { nodes: Array<
    | { id: string, lastContactAt: string | null, influence: { value: number | null } | null }
    | Record<PropertyKey, never>
   | null> };

export type ReportsToOnQueryVariables = Exact<{
  id: string | number;
  on: string;
}>;


export type ReportsToOnQuery = { role: { id: string, reportsTo: { id: string, title: string | null, directReports: { edges: Array<{ startedOn: string | null, endedOn: string | null }> } } | null } | null };

export type ReportsToSetMutationVariables = Exact<{
  input: RoleReportsToSetInput;
}>;


export type ReportsToSetMutation = { roleReportsToSet: { role: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type ReportsToUpdateMutationVariables = Exact<{
  input: RoleReportsToUpdateInput;
}>;


export type ReportsToUpdateMutation = { roleReportsToUpdate: { role: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type ReportsToEndMutationVariables = Exact<{
  input: RoleReportsToEndInput;
}>;


export type ReportsToEndMutation = { roleReportsToEnd: { role: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type ReportsToRetractMutationVariables = Exact<{
  input: RoleReportsToRetractInput;
}>;


export type ReportsToRetractMutation = { roleReportsToRetract: { role: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type DealQueryVariables = Exact<{
  by: DealBy;
}>;


export type DealQuery = { deal: { id: string, externalId: string | null, name: string | null, pipeline: string | null, stage: string | null, expectedCloseOn: string | null, closedOn: string | null, outcome: DealOutcome | null, archivedAt: string | null, value: { amount: string | null, currency: string | null } | null, organization: { id: string, name: string | null } | null, audience: { everybody: boolean, teams: Array<{ id: string, name: string | null }> } | null, customFields: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }>, stageHistory: Array<{ value: string, from: string, to: string | null, reason: string | null, by: { id: string, name: string | null } | null }> } | null };

export type DealCommitteeQueryVariables = Exact<{
  by: DealBy;
}>;


export type DealCommitteeQuery = { deal: { id: string, stakeholders: { totalCount: number | null, edges: Array<{ buyingRole: BuyingRole | null, stance: Stance | null, power: number | null, startedOn: string | null, node: { id: string, name: string | null, lastContactAt: string | null, roles: { nodes: Array<{ id: string, title: string | null }> }, whoKnows: { edges: Array<{ strength: number | null, node: { id: string, name: string | null } }> } } }> } } | null };

export type DealTimelineQueryVariables = Exact<{
  by: DealBy;
  kinds?: Array<InteractionKind> | InteractionKind | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DealTimelineQuery = { deal: { id: string, timeline: { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: InteractionKind | null, occurredAt: string | null, subject: string | null, durationMinutes: number | null, participants: Array<{ part: InteractionPart | null, person: { id: string, name: string | null } }>, concerns: Array<
          | { __typename: 'Organization', id: string, name: string | null }
          | { __typename: 'Deal', id: string, name: string | null }
        > }> } } | null };

export type DealWorkQueryVariables = Exact<{
  by: DealBy;
}>;


export type DealWorkQuery = { deal: { id: string, tasks: { totalCount: number | null, nodes: Array<{ id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
          | { __typename: 'Person', name: string | null, id: string }
          | { __typename: 'Organization', name: string | null, id: string }
          | { __typename: 'Role', title: string | null, id: string }
          | { __typename: 'Deal', name: string | null, id: string }
          | { __typename: 'Interaction', subject: string | null, id: string }
        > }> }, notes: { totalCount: number | null, nodes: Array<{ id: string, version: number | null, createdAt: string | null, updatedAt: string | null, text: string | null }> } } | null };

export type DealHistoryQueryVariables = Exact<{
  by: DealBy;
  first: number;
  after?: string | null | undefined;
}>;


export type DealHistoryQuery = { deal: { id: string, history: { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, reason: string | null, importRun: string | null, by: { id: string, name: string | null } | null, other:
          | { __typename: 'Person', name: string | null, id: string }
          | { __typename: 'Organization', name: string | null, id: string }
          | { __typename: 'Role', title: string | null, id: string }
          | { __typename: 'Pipeline', id: string }
          | { __typename: 'Deal', name: string | null, id: string }
          | { __typename: 'Interaction', id: string }
          | { __typename: 'Location', id: string }
          | { __typename: 'User', id: string }
          | { __typename: 'Team', id: string }
          | { __typename: 'Preference', id: string }
          | { __typename: 'Task', id: string }
          | { __typename: 'Note', id: string }
          | { __typename: 'FieldDefinition', id: string }
         | null, changes: Array<{ field: string, before: string | null, after: string | null }>, says: Array<{ field: string, value: string | null }> | null }> } } | null };

type DuplicateRecord_Person_Fragment = { __typename: 'Person', id: string, name: string | null };

type DuplicateRecord_Organization_Fragment = { __typename: 'Organization', id: string, name: string | null };

export type DuplicateRecordFragment =
  | DuplicateRecord_Person_Fragment
  | DuplicateRecord_Organization_Fragment
;

export type DuplicatesQueryVariables = Exact<{
  noun: DuplicateNoun;
  first: number;
  after?: string | null | undefined;
}>;


export type DuplicatesQuery = { duplicates: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ score: number, first:
        | { __typename: 'Person', id: string, name: string | null }
        | { __typename: 'Organization', id: string, name: string | null }
      , second:
        | { __typename: 'Person', id: string, name: string | null }
        | { __typename: 'Organization', id: string, name: string | null }
      , fields: Array<{ field: string, agreement: Agreement, weight: number, first: Array<string>, second: Array<string> }>, judgements: Array<{ id: string, verdict: Verdict, machine: boolean, at: string, reason: string | null, by: { id: string, name: string | null } | null }>, others: Array<
        | { __typename: 'Person', id: string, name: string | null }
        | { __typename: 'Organization', id: string, name: string | null }
      > }> } };

export type DuplicateJudgeMutationVariables = Exact<{
  input: DuplicateJudgeInput;
}>;


export type DuplicateJudgeMutation = { duplicateJudge: { judgementId: string | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type MergedRecordsQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type MergedRecordsQuery = { nodes: Array<
    | { __typename: 'Person', createdAt: string | null, archivedAt: string | null, name: string | null, firstName: string | null, lastName: string | null, city: string | null, country: string | null, language: string | null, timeZone: string | null, birthday: string | null, linkedin: string | null, x: string | null, facebook: string | null, website: string | null, contactType: ContactType | null, leadSource: string | null, leadStatus: LeadStatus | null, targetCloseOn: string | null, tags: Array<string> | null, doNotContact: boolean | null, objectsToProfiling: boolean | null, id: string, expectedValue: { amount: string | null, currency: string | null } | null, customFields: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> }
    | { __typename: 'Organization', createdAt: string | null, archivedAt: string | null, name: string | null, kind: OrganizationKind | null, domain: string | null, industry: string | null, employees: number | null, city: string | null, country: string | null, latitude: number | null, longitude: number | null, tags: Array<string> | null, ours: boolean | null, id: string, customFields: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> }
    | { __typename: 'Role', id: string }
    | { __typename: 'Pipeline', id: string }
    | { __typename: 'Deal', id: string }
    | { __typename: 'Interaction', id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Team', id: string }
    | { __typename: 'Preference', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'Note', id: string }
    | { __typename: 'FieldDefinition', id: string }
   | null> };

export type PersonMergeMutationVariables = Exact<{
  input: PersonMergeInput;
}>;


export type PersonMergeMutation = { personMerge: { mergeId: string | null, report: unknown, person: { id: string, name: string | null } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type OrganizationMergeMutationVariables = Exact<{
  input: OrganizationMergeInput;
}>;


export type OrganizationMergeMutation = { organizationMerge: { mergeId: string | null, report: unknown, organization: { id: string, name: string | null } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type MergeUndoMutationVariables = Exact<{
  input: MergeUndoInput;
}>;


export type MergeUndoMutation = { mergeUndo: { restored: Array<string> | null, kept: Array<string> | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type PersonMergesQueryVariables = Exact<{
  by: PersonBy;
}>;


export type PersonMergesQuery = { person: { id: string, merges: Array<{ id: string, at: string, absorbedIds: Array<string>, undoneAt: string | null, by: { id: string, name: string | null } | null }> } | null };

export type OrganizationMergesQueryVariables = Exact<{
  by: OrganizationBy;
}>;


export type OrganizationMergesQuery = { organization: { id: string, merges: Array<{ id: string, at: string, absorbedIds: Array<string>, undoneAt: string | null, by: { id: string, name: string | null } | null }> } | null };

export type MergeShownFragment = { id: string, at: string, absorbedIds: Array<string>, undoneAt: string | null, by: { id: string, name: string | null } | null };

export type ExportStartMutationVariables = Exact<{
  input: ExportStartInput;
}>;


export type ExportStartMutation = { exportStart: { job: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type ExportJobQueryVariables = Exact<{
  id: string | number;
}>;


export type ExportJobQuery = { job: { id: string, state: JobState | null, done: number | null, total: number | null, downloadId: string | null, message: string | null } | null };

export type ExportCancelMutationVariables = Exact<{
  input: JobCancelInput;
}>;


export type ExportCancelMutation = { jobCancel: { job: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type HomeAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeAccountsQuery = { viewer: { covers: { totalCount: number | null, edges: Array<{ as: CoverageRole | null, node: { id: string, name: string | null, openDeals: { totalCount: number | null }, coverage: { seats: number, covered: number, singleThreaded: number, hangsOnOne: boolean, goingCold: Array<{ id: string, name: string | null }> } | null, timeline: { nodes: Array<{ id: string, kind: InteractionKind | null, occurredAt: string | null }> } } }> } } | null };

export type HomeChangesQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeChangesQuery = { viewer: { covers: { nodes: Array<{ id: string, name: string | null, history: { nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, fields: Array<string>, by: { id: string, name: string | null } | null }> } }> } } | null };

export type HomeTiesQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeTiesQuery = { viewer: { person: { id: string, likelySilence: { totalCount: number | null, edges: Array<{ chance: number | null, lastContactAt: string | null, contactDays: number | null, node: { id: string, name: string | null } }> }, likelyContacts: { edges: Array<{ score: number | null, through: Array<{ id: string, name: string | null }> | null, node: { id: string, name: string | null } }> } } | null } | null };

export type HomeJobsQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeJobsQuery = { jobs: { nodes: Array<{ id: string, kind: string | null, state: JobState | null, done: number | null, total: number | null, message: string | null, createdAt: string | null, finishedAt: string | null }> } };

export type ImportJobFragment = { id: string, kind: string | null, state: JobState | null, done: number | null, total: number | null, parameters: unknown, result: unknown, downloadId: string | null, message: string | null, createdAt: string | null, finishedAt: string | null };

export type ImportJobsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ImportJobsQuery = { jobs: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: string | null, state: JobState | null, done: number | null, total: number | null, parameters: unknown, result: unknown, downloadId: string | null, message: string | null, createdAt: string | null, finishedAt: string | null }> } };

export type ImportUndosQueryVariables = Exact<{ [key: string]: never; }>;


export type ImportUndosQuery = { jobs: { nodes: Array<{ id: string, state: JobState | null, result: unknown }> } };

export type OneImportQueryVariables = Exact<{
  id: string | number;
}>;


export type OneImportQuery = { job: { id: string, kind: string | null, state: JobState | null, done: number | null, total: number | null, parameters: unknown, result: unknown, downloadId: string | null, message: string | null, createdAt: string | null, finishedAt: string | null } | null };

export type ImportStartMutationVariables = Exact<{
  input: ImportStartInput;
}>;


export type ImportStartMutation = { importStart: { job: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type ImportUndoMutationVariables = Exact<{
  input: ImportUndoInput;
}>;


export type ImportUndoMutation = { importUndo: { job: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type ImportCancelMutationVariables = Exact<{
  input: JobCancelInput;
}>;


export type ImportCancelMutation = { jobCancel: { job: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type ImportMatchesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type ImportMatchesQuery = { nodes: Array<
    | { __typename: 'Person', name: string | null, id: string }
    | { __typename: 'Organization', name: string | null, id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'Pipeline', id: string }
    | { __typename: 'Deal', id: string }
    | { __typename: 'Interaction', id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Team', id: string }
    | { __typename: 'Preference', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'Note', id: string }
    | { __typename: 'FieldDefinition', id: string }
   | null> };

export type PathsToQueryVariables = Exact<{
  id: string | number;
}>;


export type PathsToQuery = { node:
    | { __typename: 'Person', name: string | null, doNotContact: boolean | null, objectsToProfiling: boolean | null, archivedAt: string | null, id: string, roles: { nodes: Array<{ id: string, title: string | null, organization: { id: string, name: string | null } | null }> } }
    | { __typename: 'Organization', name: string | null, id: string }
    | { __typename: 'Role', title: string | null, vacant: boolean | null, id: string, organization: { id: string, name: string | null } | null }
    | { __typename: 'Pipeline', id: string }
    | { __typename: 'Deal', id: string }
    | { __typename: 'Interaction', id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Team', id: string }
    | { __typename: 'Preference', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'Note', id: string }
    | { __typename: 'FieldDefinition', id: string }
   | null };

export type PathsWithinQueryVariables = Exact<{
  by: OrganizationBy;
}>;


export type PathsWithinQuery = { organization: { id: string, units: { nodes: Array<{ id: string, name: string | null }> }, orgChart: { truncated: boolean, seats: Array<{ vacant: boolean | null, role: { id: string, title: string | null } | null, holders: Array<{ person: { id: string, name: string | null } }> }> } | null } | null };

export type PathsQueryVariables = Exact<{
  to: IntroductionTarget;
  from?: PersonBy | null | undefined;
  k: number;
  disjoint: boolean;
}>;


export type PathsQuery = { introductionPaths: { truncated: boolean, paths: Array<{ score: number, steps: Array<{ strength: number | null, weight: number, lastContactAt: string | null, contactDays: number, declared: RelationKind | null, from: { id: string, name: string | null }, to: { id: string, name: string | null } }> }> } | null };

export type PathsFromQueryVariables = Exact<{
  by: PersonBy;
}>;


export type PathsFromQuery = { person: { id: string, name: string | null } | null };

export type PathsPeopleQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
  first: number;
}>;


export type PathsPeopleQuery = { people: { nodes: Array<{ id: string, name: string | null, language: string | null, user: { id: string, name: string | null } | null, roles: { nodes: Array<{ id: string, title: string | null, organization: { id: string, name: string | null } | null }> } }> } | null };

export type PathsRequestsQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
  first: number;
}>;


export type PathsRequestsQuery = { people: { nodes: Array<{ id: string, tasks: { totalCount: number | null, nodes: Array<{ id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
            | { __typename: 'Person', name: string | null, id: string }
            | { __typename: 'Organization', name: string | null, id: string }
            | { __typename: 'Role', title: string | null, id: string }
            | { __typename: 'Deal', name: string | null, id: string }
            | { __typename: 'Interaction', subject: string | null, id: string }
          > }> } }> } | null };

export type PersonIntroductionsQueryVariables = Exact<{
  by: PersonBy;
}>;


export type PersonIntroductionsQuery = { person: { id: string, tasks: { totalCount: number | null, nodes: Array<{ id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
          | { __typename: 'Person', name: string | null, id: string }
          | { __typename: 'Organization', name: string | null, id: string }
          | { __typename: 'Role', title: string | null, id: string }
          | { __typename: 'Deal', name: string | null, id: string }
          | { __typename: 'Interaction', subject: string | null, id: string }
        > }> }, introductionsAsked: { totalCount: number | null, nodes: Array<{ id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
          | { __typename: 'Person', name: string | null, id: string }
          | { __typename: 'Organization', name: string | null, id: string }
          | { __typename: 'Role', title: string | null, id: string }
          | { __typename: 'Deal', name: string | null, id: string }
          | { __typename: 'Interaction', subject: string | null, id: string }
        > }> } } | null };

export type TimelinePageFragment = { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: InteractionKind | null, occurredAt: string | null, subject: string | null, durationMinutes: number | null, participants: Array<{ part: InteractionPart | null, person: { id: string, name: string | null } }>, concerns: Array<
      | { __typename: 'Organization', id: string, name: string | null }
      | { __typename: 'Deal', id: string, name: string | null }
    > }> };

export type HistoryPageFragment = { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, reason: string | null, importRun: string | null, by: { id: string, name: string | null } | null, other:
      | { __typename: 'Person', name: string | null, id: string }
      | { __typename: 'Organization', name: string | null, id: string }
      | { __typename: 'Role', title: string | null, id: string }
      | { __typename: 'Pipeline', id: string }
      | { __typename: 'Deal', name: string | null, id: string }
      | { __typename: 'Interaction', id: string }
      | { __typename: 'Location', id: string }
      | { __typename: 'User', id: string }
      | { __typename: 'Team', id: string }
      | { __typename: 'Preference', id: string }
      | { __typename: 'Task', id: string }
      | { __typename: 'Note', id: string }
      | { __typename: 'FieldDefinition', id: string }
     | null, changes: Array<{ field: string, before: string | null, after: string | null }>, says: Array<{ field: string, value: string | null }> | null }> };

export type TasksShownFragment = { totalCount: number | null, nodes: Array<{ id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
      | { __typename: 'Person', name: string | null, id: string }
      | { __typename: 'Organization', name: string | null, id: string }
      | { __typename: 'Role', title: string | null, id: string }
      | { __typename: 'Deal', name: string | null, id: string }
      | { __typename: 'Interaction', subject: string | null, id: string }
    > }> };

export type NotesShownFragment = { totalCount: number | null, nodes: Array<{ id: string, version: number | null, createdAt: string | null, updatedAt: string | null, text: string | null }> };

export type InfluenceMapQueryVariables = Exact<{
  id: string | number;
  around: InfluenceMapAround;
  depth: number;
}>;


export type InfluenceMapQuery = { node:
    | { __typename: 'Person', name: string | null, id: string }
    | { __typename: 'Organization', name: string | null, id: string, openDeals: { nodes: Array<{ id: string, name: string | null }> } }
    | { __typename: 'Role', id: string }
    | { __typename: 'Pipeline', id: string }
    | { __typename: 'Deal', name: string | null, id: string }
    | { __typename: 'Interaction', id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Team', id: string }
    | { __typename: 'Preference', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'Note', id: string }
    | { __typename: 'FieldDefinition', id: string }
   | null, influenceMap: { truncated: boolean | null, computedAt: string | null, layoutVersion: number | null, nodes: Array<{ id: string, label: string | null, title: string | null, organizationId: string | null, influence: number | null, group: string | null, distance: number, x: number | null, y: number | null }> | null, links: Array<{ source: string, target: string, kind: string, strength: number | null, weight: number | null, topic: string | null, lastContactAt: string | null, contradiction: boolean }> | null } | null };

export type MapStancesQueryVariables = Exact<{
  by: DealBy;
}>;


export type MapStancesQuery = { deal: { id: string, stakeholders: { edges: Array<{ stance: Stance | null, buyingRole: BuyingRole | null, power: number | null, node: { id: string } }> } } | null };

export type MapInfluenceQueryVariables = Exact<{
  by: PersonBy;
}>;


export type MapInfluenceQuery = { person: { id: string, influence: { value: number | null, reason: string, percentile: number | null, population: number, counterparts: number, betweenness: number, constraint: number | null, organizationsReached: number, computedAt: string, parts: Array<{ name: string, value: number, weight: number, contribution: number, reason: string }> } | null } | null };

export type LayoutSaveMutationVariables = Exact<{
  input: LayoutSaveInput;
}>;


export type LayoutSaveMutation = { layoutSave: { layoutVersion: number | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type MapDrawnQueryVariables = Exact<{
  from: PersonBy;
  to: string | number;
}>;


export type MapDrawnQuery = { person: { id: string, influences: { edges: Array<{ weight: number | null, topic: string | null, confidence: number | null, source: string | null, sharing: SharingLevel | null, sharedWith: Array<string> | null, customFields: Array<{ key: string }> }> } } | null };

export type InfluenceAddMutationVariables = Exact<{
  input: InfluenceAddInput;
}>;


export type InfluenceAddMutation = { influenceAdd: { person: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type InfluenceUpdateMutationVariables = Exact<{
  input: InfluenceUpdateInput;
}>;


export type InfluenceUpdateMutation = { influenceUpdate: { person: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type InfluenceRetractMutationVariables = Exact<{
  input: InfluenceRetractInput;
}>;


export type InfluenceRetractMutation = { influenceRetract: { person: { id: string } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type OrganizationQueryVariables = Exact<{
  by: OrganizationBy;
}>;


export type OrganizationQuery = { organization: { id: string, externalId: string | null, version: number | null, createdAt: string | null, updatedAt: string | null, archivedAt: string | null, name: string | null, kind: OrganizationKind | null, domain: string | null, industry: string | null, employees: number | null, city: string | null, country: string | null, tags: Array<string> | null, ours: boolean | null, audience: { everybody: boolean, teams: Array<{ id: string, name: string | null }> } | null, emails: Array<{ id: string, address: string | null }>, phones: Array<{ id: string, address: string | null }>, partOf: { id: string, name: string | null } | null, parents: { edges: Array<{ share: number | null, control: boolean | null, node: { id: string, name: string | null } }> }, subsidiaries: { totalCount: number | null, edges: Array<{ share: number | null, control: boolean | null, startedOn: string | null, endedOn: string | null, node: { id: string, name: string | null, city: string | null } }> }, units: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, kind: OrganizationKind | null }> }, accountTeam: Array<{ role: CoverageRole | null, distance: number, user: { id: string, name: string | null }, through: { id: string, name: string | null } }>, rollUp: { organizations: number | null, employees: number | null, seats: number | null, vacantSeats: number | null, people: number | null, openDeals: number | null } | null, customFields: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> } | null };

export type OrganizationTiesQueryVariables = Exact<{
  by: OrganizationBy;
}>;


export type OrganizationTiesQuery = { organization: { id: string, strength: { value: number | null, ourPeople: number, theirPeople: number, seated: number, pairs: Array<{ strength: number, lastContactAt: string | null, ours: { id: string, name: string | null }, theirs: { id: string, name: string | null } }> } | null, health: { value: number | null, grade: TieGrade | null, inTouch: number, weakest: { id: string, name: string | null } | null, keyContacts: Array<{ influence: number | null, probability60d: number, grade: TieGrade, person: { id: string, name: string | null }, knownBy: { id: string, name: string | null } }> } | null, coverage: { seats: number, covered: number, singleThreaded: number, hangsOnOne: boolean, goingCold: Array<{ id: string, name: string | null }> } | null, restsOn: { edges: Array<{ share: number | null, people: number | null, node: { id: string, name: string | null } }> } } | null };

export type OrganizationPeopleQueryVariables = Exact<{
  by: OrganizationBy;
  first: number;
  after?: string | null | undefined;
}>;


export type OrganizationPeopleQuery = { organization: { id: string, people: { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string | null, lastContactAt: string | null, roles: { nodes: Array<{ id: string, title: string | null }> } }> } } | null };

export type OrganizationDealsQueryVariables = Exact<{
  by: OrganizationBy;
}>;


export type OrganizationDealsQuery = { organization: { id: string, openDeals: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, stage: string | null, expectedCloseOn: string | null, value: { amount: string | null, currency: string | null } | null }> } } | null };

export type OrganizationTimelineQueryVariables = Exact<{
  by: OrganizationBy;
  kinds?: Array<InteractionKind> | InteractionKind | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type OrganizationTimelineQuery = { organization: { id: string, timeline: { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: InteractionKind | null, occurredAt: string | null, subject: string | null, durationMinutes: number | null, participants: Array<{ part: InteractionPart | null, person: { id: string, name: string | null } }>, concerns: Array<
          | { __typename: 'Organization', id: string, name: string | null }
          | { __typename: 'Deal', id: string, name: string | null }
        > }> } } | null };

export type OrganizationWorkQueryVariables = Exact<{
  by: OrganizationBy;
}>;


export type OrganizationWorkQuery = { organization: { id: string, tasks: { totalCount: number | null, nodes: Array<{ id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
          | { __typename: 'Person', name: string | null, id: string }
          | { __typename: 'Organization', name: string | null, id: string }
          | { __typename: 'Role', title: string | null, id: string }
          | { __typename: 'Deal', name: string | null, id: string }
          | { __typename: 'Interaction', subject: string | null, id: string }
        > }> }, notes: { totalCount: number | null, nodes: Array<{ id: string, version: number | null, createdAt: string | null, updatedAt: string | null, text: string | null }> } } | null };

export type OrganizationHistoryQueryVariables = Exact<{
  by: OrganizationBy;
  first: number;
  after?: string | null | undefined;
}>;


export type OrganizationHistoryQuery = { organization: { id: string, history: { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, reason: string | null, importRun: string | null, by: { id: string, name: string | null } | null, other:
          | { __typename: 'Person', name: string | null, id: string }
          | { __typename: 'Organization', name: string | null, id: string }
          | { __typename: 'Role', title: string | null, id: string }
          | { __typename: 'Pipeline', id: string }
          | { __typename: 'Deal', name: string | null, id: string }
          | { __typename: 'Interaction', id: string }
          | { __typename: 'Location', id: string }
          | { __typename: 'User', id: string }
          | { __typename: 'Team', id: string }
          | { __typename: 'Preference', id: string }
          | { __typename: 'Task', id: string }
          | { __typename: 'Note', id: string }
          | { __typename: 'FieldDefinition', id: string }
         | null, changes: Array<{ field: string, before: string | null, after: string | null }>, says: Array<{ field: string, value: string | null }> | null }> } } | null };

export type OrganizationsQueryVariables = Exact<{
  filter?: OrganizationFilter | null | undefined;
  orderBy?: Array<OrganizationOrder> | OrganizationOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  count: boolean;
  emails: boolean;
  phones: boolean;
  owner: boolean;
  deals: boolean;
  values: boolean;
  most: number;
  health: boolean;
  contact: boolean;
  dates: boolean;
  strength: boolean;
  custom: boolean;
  keys?: Array<string> | string | null | undefined;
}>;


export type OrganizationsQuery = { organizations: { totalCount?: number | null, totalCountIsCapped?: boolean | null, pageInfo: { hasPreviousPage: boolean, hasNextPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, externalId: string | null, version: number | null, name: string | null, kind: OrganizationKind | null, domain: string | null, industry: string | null, employees: number | null, city: string | null, country: string | null, tags: Array<string> | null, ours: boolean | null, archivedAt: string | null, createdAt?: string | null, updatedAt?: string | null, health?: { grade: TieGrade | null } | null, timeline?: { nodes: Array<{ id: string, occurredAt: string | null }> }, emails?: Array<{ id: string, address: string | null }>, phones?: Array<{ id: string, address: string | null }>, coveredBy?: { edges: Array<{ as: CoverageRole | null, node: { id: string, name: string | null } }> }, openDeals?: { totalCount: number | null, nodes?: Array<{ id: string, value: { amount: string | null, currency: string | null } | null }> }, strength?: { value: number | null } | null, customFields?: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> }> } | null };

export type OrganizationUpdateMutationVariables = Exact<{
  input: OrganizationUpdateInput;
}>;


export type OrganizationUpdateMutation = { organizationUpdate: { organization: { id: string, version: number | null, name: string | null, kind: OrganizationKind | null, domain: string | null, industry: string | null, employees: number | null, city: string | null, country: string | null, tags: Array<string> | null, customFields: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type OrganizationCreateMutationVariables = Exact<{
  input: OrganizationCreateInput;
}>;


export type OrganizationCreateMutation = { organizationCreate: { organization: { id: string, name: string | null } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type TieThenQueryVariables = Exact<{
  between: Array<PersonBy> | PersonBy;
  asOf: string;
}>;


export type TieThenQuery = { relationship: { strength: { value: number | null }, health: { probability60d: number | null } | null } | null };

export type PeopleQueryVariables = Exact<{
  filter?: PersonFilter | null | undefined;
  orderBy?: Array<PersonOrder> | PersonOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  count: boolean;
  emails: boolean;
  phones: boolean;
  seat: boolean;
  tie: boolean;
  influence: boolean;
  dates: boolean;
  sale: boolean;
  custom: boolean;
  keys?: Array<string> | string | null | undefined;
}>;


export type PeopleQuery = { people: { totalCount?: number | null, totalCountIsCapped?: boolean | null, pageInfo: { hasPreviousPage: boolean, hasNextPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, externalId: string | null, version: number | null, name: string | null, firstName: string | null, lastName: string | null, city: string | null, country: string | null, language: string | null, contactType: ContactType | null, leadStatus: LeadStatus | null, leadSource: string | null, tags: Array<string> | null, doNotContact: boolean | null, objectsToProfiling: boolean | null, archivedAt: string | null, lastContactAt: string | null, createdAt?: string | null, updatedAt?: string | null, targetCloseOn?: string | null, expectedValue?: { amount: string | null, currency: string | null } | null, influence?: { value: number | null } | null, emails?: Array<{ id: string, address: string | null }>, phones?: Array<{ id: string, address: string | null }>, roles?: { nodes: Array<{ id: string, title: string | null, organization: { id: string, name: string | null } | null }> }, whoKnows?: { edges: Array<{ strength: number | null, node: { id: string, name: string | null } }> }, customFields?: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> }> } | null };

export type CustomValueFragment = { key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null };

export type CustomFieldsQueryVariables = Exact<{
  on: FieldOwner;
}>;


export type CustomFieldsQuery = { fieldDefinitions: { nodes: Array<{ id: string, key: string | null, label: string | null, type: FieldType | null, choices: Array<string> | null }> } | null };

export type PersonUpdateMutationVariables = Exact<{
  input: PersonUpdateInput;
}>;


export type PersonUpdateMutation = { personUpdate: { person: { id: string, version: number | null, name: string | null, firstName: string | null, lastName: string | null, city: string | null, country: string | null, language: string | null, contactType: ContactType | null, leadStatus: LeadStatus | null, leadSource: string | null, tags: Array<string> | null, customFields: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type PersonCreateMutationVariables = Exact<{
  input: PersonCreateInput;
}>;


export type PersonCreateMutation = { personCreate: { person: { id: string, name: string | null } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type PersonQueryVariables = Exact<{
  by: PersonBy;
}>;


export type PersonQuery = { person: { id: string, externalId: string | null, version: number | null, createdAt: string | null, updatedAt: string | null, archivedAt: string | null, name: string | null, firstName: string | null, lastName: string | null, city: string | null, country: string | null, language: string | null, timeZone: string | null, birthday: string | null, linkedin: string | null, website: string | null, contactType: ContactType | null, leadStatus: LeadStatus | null, leadSource: string | null, tags: Array<string> | null, doNotContact: boolean | null, objectsToProfiling: boolean | null, lastContactAt: string | null, audience: { everybody: boolean, teams: Array<{ id: string, name: string | null }> } | null, emails: Array<{ id: string, address: string | null, kind: ContactKind | null }>, phones: Array<{ id: string, address: string | null, kind: ContactKind | null }>, roles: { edges: Array<{ startedOn: string | null, endedOn: string | null, acting: boolean | null, current: boolean | null, node: { id: string, title: string | null, organization: { id: string, name: string | null } | null } }> }, manager: { id: string, name: string | null } | null, reports: Array<{ id: string, name: string | null }>, stakeholderIn: { edges: Array<{ buyingRole: BuyingRole | null, stance: Stance | null, power: number | null, node: { id: string, name: string | null, stage: string | null, organization: { id: string, name: string | null } | null } }> }, customFields: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> } | null };

export type PersonTiesQueryVariables = Exact<{
  by: PersonBy;
  first: number;
}>;


export type PersonTiesQuery = { person: { id: string, whoKnows: { totalCount: number | null, totalCountIsCapped: boolean | null, edges: Array<{ strength: number | null, lastContactAt: string | null, contactDays: number | null, node: { id: string, name: string | null } }> }, knows: { totalCount: number | null, totalCountIsCapped: boolean | null, edges: Array<{ strength: number | null, lastContactAt: string | null, contactDays: number | null, node: { id: string, name: string | null } }> } } | null };

export type TieQueryVariables = Exact<{
  between: Array<PersonBy> | PersonBy;
}>;


export type TieQuery = { relationship: { firstContactAt: string | null, lastContactAt: string | null, people: Array<{ id: string, name: string | null }>, strength: { value: number | null, halfLifeDays: number, parts: Array<{ name: string, value: number, weight: number, contribution: number, reason: string }> }, interactions: { total: number, days: number, last90Days: number, last365Days: number, forth: number, back: number }, health: { probability60d: number | null, grade: TieGrade | null, gradeBefore: TieGrade | null, goingCold: boolean, coldOn: string | null, silentDays: number | null, reasons: Array<string> } | null } | null };

export type PersonInfluenceQueryVariables = Exact<{
  by: PersonBy;
}>;


export type PersonInfluenceQuery = { person: { id: string, influence: { value: number | null, percentile: number | null, reason: string, population: number, computedAt: string, parts: Array<{ name: string, value: number, weight: number, contribution: number, reason: string }> } | null } | null };

export type InteractionFieldsFragment = { id: string, kind: InteractionKind | null, occurredAt: string | null, subject: string | null, durationMinutes: number | null, participants: Array<{ part: InteractionPart | null, person: { id: string, name: string | null } }>, concerns: Array<
    | { __typename: 'Organization', id: string, name: string | null }
    | { __typename: 'Deal', id: string, name: string | null }
  > };

export type PersonTimelineQueryVariables = Exact<{
  by: PersonBy;
  kinds?: Array<InteractionKind> | InteractionKind | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PersonTimelineQuery = { person: { id: string, timeline: { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: InteractionKind | null, occurredAt: string | null, subject: string | null, durationMinutes: number | null, participants: Array<{ part: InteractionPart | null, person: { id: string, name: string | null } }>, concerns: Array<
          | { __typename: 'Organization', id: string, name: string | null }
          | { __typename: 'Deal', id: string, name: string | null }
        > }> } } | null };

export type NoteFieldsFragment = { id: string, version: number | null, createdAt: string | null, updatedAt: string | null, text: string | null };

export type PersonWorkQueryVariables = Exact<{
  by: PersonBy;
}>;


export type PersonWorkQuery = { person: { id: string, tasks: { totalCount: number | null, nodes: Array<{ id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
          | { __typename: 'Person', name: string | null, id: string }
          | { __typename: 'Organization', name: string | null, id: string }
          | { __typename: 'Role', title: string | null, id: string }
          | { __typename: 'Deal', name: string | null, id: string }
          | { __typename: 'Interaction', subject: string | null, id: string }
        > }> }, notes: { totalCount: number | null, nodes: Array<{ id: string, version: number | null, createdAt: string | null, updatedAt: string | null, text: string | null }> } } | null };

export type HistoryFieldsFragment = { id: string, at: string, kind: ChangeKind, type: string, reason: string | null, importRun: string | null, by: { id: string, name: string | null } | null, other:
    | { __typename: 'Person', name: string | null, id: string }
    | { __typename: 'Organization', name: string | null, id: string }
    | { __typename: 'Role', title: string | null, id: string }
    | { __typename: 'Pipeline', id: string }
    | { __typename: 'Deal', name: string | null, id: string }
    | { __typename: 'Interaction', id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Team', id: string }
    | { __typename: 'Preference', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'Note', id: string }
    | { __typename: 'FieldDefinition', id: string }
   | null, changes: Array<{ field: string, before: string | null, after: string | null }>, says: Array<{ field: string, value: string | null }> | null };

export type PersonHistoryQueryVariables = Exact<{
  by: PersonBy;
  first: number;
  after?: string | null | undefined;
}>;


export type PersonHistoryQuery = { person: { id: string, history: { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, reason: string | null, importRun: string | null, by: { id: string, name: string | null } | null, other:
          | { __typename: 'Person', name: string | null, id: string }
          | { __typename: 'Organization', name: string | null, id: string }
          | { __typename: 'Role', title: string | null, id: string }
          | { __typename: 'Pipeline', id: string }
          | { __typename: 'Deal', name: string | null, id: string }
          | { __typename: 'Interaction', id: string }
          | { __typename: 'Location', id: string }
          | { __typename: 'User', id: string }
          | { __typename: 'Team', id: string }
          | { __typename: 'Preference', id: string }
          | { __typename: 'Task', id: string }
          | { __typename: 'Note', id: string }
          | { __typename: 'FieldDefinition', id: string }
         | null, changes: Array<{ field: string, before: string | null, after: string | null }>, says: Array<{ field: string, value: string | null }> | null }> } } | null };

export type InteractionRecordMutationVariables = Exact<{
  input: InteractionRecordInput;
}>;


export type InteractionRecordMutation = { interactionRecord: { interaction: { id: string, kind: InteractionKind | null, occurredAt: string | null, subject: string | null, durationMinutes: number | null, participants: Array<{ part: InteractionPart | null, person: { id: string, name: string | null } }>, concerns: Array<
        | { __typename: 'Organization', id: string, name: string | null }
        | { __typename: 'Deal', id: string, name: string | null }
      > } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type NoteCreateMutationVariables = Exact<{
  input: NoteCreateInput;
}>;


export type NoteCreateMutation = { noteCreate: { note: { id: string, version: number | null, createdAt: string | null, updatedAt: string | null, text: string | null } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type QualityDayShownFragment = { day: string, noun: QualityNoun | null, source: string | null, rule: QualityRule | null, records: number | null, completeness: number | null, accuracy: number | null, freshness: number | null, crossReference: number | null, findings: number | null, computedAt: string, team: { id: string, name: string | null } | null };

export type QualitySummaryQueryVariables = Exact<{ [key: string]: never; }>;


export type QualitySummaryQuery = { qualitySummary: Array<{ day: string, noun: QualityNoun | null, source: string | null, rule: QualityRule | null, records: number | null, completeness: number | null, accuracy: number | null, freshness: number | null, crossReference: number | null, findings: number | null, computedAt: string, team: { id: string, name: string | null } | null }>, people: Array<{ day: string, noun: QualityNoun | null, source: string | null, rule: QualityRule | null, records: number | null, completeness: number | null, accuracy: number | null, freshness: number | null, crossReference: number | null, findings: number | null, computedAt: string, team: { id: string, name: string | null } | null }>, organizations: Array<{ day: string, noun: QualityNoun | null, source: string | null, rule: QualityRule | null, records: number | null, completeness: number | null, accuracy: number | null, freshness: number | null, crossReference: number | null, findings: number | null, computedAt: string, team: { id: string, name: string | null } | null }> };

export type QualityFindingsQueryVariables = Exact<{
  severities?: Array<QualitySeverity> | QualitySeverity | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type QualityFindingsQuery = { qualityFindings: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, rule: QualityRule, severity: QualitySeverity, field: string | null, sentence: string, record:
        | { __typename: 'Person', name: string | null, id: string }
        | { __typename: 'Organization', name: string | null, id: string }
        | { __typename: 'Role', title: string | null, id: string, organization: { id: string, name: string | null } | null }
        | { __typename: 'Pipeline', id: string }
        | { __typename: 'Deal', id: string }
        | { __typename: 'Interaction', id: string }
        | { __typename: 'Location', id: string }
        | { __typename: 'User', id: string }
        | { __typename: 'Team', id: string }
        | { __typename: 'Preference', id: string }
        | { __typename: 'Task', id: string }
        | { __typename: 'Note', id: string }
        | { __typename: 'FieldDefinition', id: string }
      , others: Array<
        | { __typename: 'Person', name: string | null, id: string }
        | { __typename: 'Organization', name: string | null, id: string }
        | { __typename: 'Role', title: string | null, id: string, organization: { id: string, name: string | null } | null }
        | { __typename: 'Pipeline', id: string }
        | { __typename: 'Deal', id: string }
        | { __typename: 'Interaction', id: string }
        | { __typename: 'Location', id: string }
        | { __typename: 'User', id: string }
        | { __typename: 'Team', id: string }
        | { __typename: 'Preference', id: string }
        | { __typename: 'Task', id: string }
        | { __typename: 'Note', id: string }
        | { __typename: 'FieldDefinition', id: string }
      > }> } };

type QualityRecord_Person_Fragment = { __typename: 'Person', name: string | null, id: string };

type QualityRecord_Organization_Fragment = { __typename: 'Organization', name: string | null, id: string };

type QualityRecord_Role_Fragment = { __typename: 'Role', title: string | null, id: string, organization: { id: string, name: string | null } | null };

type QualityRecord_Pipeline_Fragment = { __typename: 'Pipeline', id: string };

type QualityRecord_Deal_Fragment = { __typename: 'Deal', id: string };

type QualityRecord_Interaction_Fragment = { __typename: 'Interaction', id: string };

type QualityRecord_Location_Fragment = { __typename: 'Location', id: string };

type QualityRecord_User_Fragment = { __typename: 'User', id: string };

type QualityRecord_Team_Fragment = { __typename: 'Team', id: string };

type QualityRecord_Preference_Fragment = { __typename: 'Preference', id: string };

type QualityRecord_Task_Fragment = { __typename: 'Task', id: string };

type QualityRecord_Note_Fragment = { __typename: 'Note', id: string };

type QualityRecord_FieldDefinition_Fragment = { __typename: 'FieldDefinition', id: string };

export type QualityRecordFragment =
  | QualityRecord_Person_Fragment
  | QualityRecord_Organization_Fragment
  | QualityRecord_Role_Fragment
  | QualityRecord_Pipeline_Fragment
  | QualityRecord_Deal_Fragment
  | QualityRecord_Interaction_Fragment
  | QualityRecord_Location_Fragment
  | QualityRecord_User_Fragment
  | QualityRecord_Team_Fragment
  | QualityRecord_Preference_Fragment
  | QualityRecord_Task_Fragment
  | QualityRecord_Note_Fragment
  | QualityRecord_FieldDefinition_Fragment
;

export type QualityWorkListQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type QualityWorkListQuery = { qualityWorkList: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ influence: number, freshness: number, priority: number, field: string, days: number, person: { id: string, name: string | null }, organization: { id: string, name: string | null } }> } };

export type SavedFilterFieldsFragment = { id: string, name: string, mine: boolean, everybody: boolean, conditions: Array<{ field: string, how: string, value: string }>, owner: { id: string, name: string | null } | null, team: { id: string, name: string | null } | null };

export type SavedFiltersQueryVariables = Exact<{
  noun: FilteredNoun;
}>;


export type SavedFiltersQuery = { savedFilters: Array<{ id: string, name: string, mine: boolean, everybody: boolean, conditions: Array<{ field: string, how: string, value: string }>, owner: { id: string, name: string | null } | null, team: { id: string, name: string | null } | null }> };

export type SavedNamesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type SavedNamesQuery = { nodes: Array<
    | { id: string }
    | { name: string | null, id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null> };

export type MyTeamsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyTeamsQuery = { viewer: { id: string, teams: { nodes: Array<{ id: string, name: string | null }> } } | null };

export type SavedFilterSaveMutationVariables = Exact<{
  input: SavedFilterSaveInput;
}>;


export type SavedFilterSaveMutation = { savedFilterSave: { savedFilterId: string | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type SavedFilterRemoveMutationVariables = Exact<{
  input: SavedFilterRemoveInput;
}>;


export type SavedFilterRemoveMutation = { savedFilterRemove: { userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type SearchQueryVariables = Exact<{
  text: string;
  kinds?: Array<SearchKind> | SearchKind | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchQuery = { search: { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ score: number | null, node:
        | { __typename: 'Person', name: string | null, id: string, roles: { nodes: Array<{ id: string, title: string | null, organization: { id: string, name: string | null } | null }> } }
        | { __typename: 'Organization', name: string | null, city: string | null, domain: string | null, id: string }
        | { __typename: 'Role', id: string }
        | { __typename: 'Pipeline', id: string }
        | { __typename: 'Deal', name: string | null, stage: string | null, id: string, organization: { id: string, name: string | null } | null }
        | { __typename: 'Interaction', id: string }
        | { __typename: 'Location', id: string }
        | { __typename: 'User', id: string }
        | { __typename: 'Team', id: string }
        | { __typename: 'Preference', id: string }
        | { __typename: 'Task', id: string }
        | { __typename: 'Note', id: string }
        | { __typename: 'FieldDefinition', id: string }
       }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, name: string | null, email: string | null, accessRoles: Array<string> | null, permissions: Array<string> | null, person: { id: string, name: string | null } | null } | null };

export type TaskFieldsFragment = { id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
    | { __typename: 'Person', name: string | null, id: string }
    | { __typename: 'Organization', name: string | null, id: string }
    | { __typename: 'Role', title: string | null, id: string }
    | { __typename: 'Deal', name: string | null, id: string }
    | { __typename: 'Interaction', subject: string | null, id: string }
  > };

export type TasksQueryVariables = Exact<{
  filter?: TaskFilter | null | undefined;
  orderBy?: Array<TaskOrder> | TaskOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type TasksQuery = { tasks: { totalCount: number | null, totalCountIsCapped: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
        | { __typename: 'Person', name: string | null, id: string }
        | { __typename: 'Organization', name: string | null, id: string }
        | { __typename: 'Role', title: string | null, id: string }
        | { __typename: 'Deal', name: string | null, id: string }
        | { __typename: 'Interaction', subject: string | null, id: string }
      > }> } | null };

export type TaskCreateMutationVariables = Exact<{
  input: TaskCreateInput;
}>;


export type TaskCreateMutation = { taskCreate: { task: { id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
        | { __typename: 'Person', name: string | null, id: string }
        | { __typename: 'Organization', name: string | null, id: string }
        | { __typename: 'Role', title: string | null, id: string }
        | { __typename: 'Deal', name: string | null, id: string }
        | { __typename: 'Interaction', subject: string | null, id: string }
      > } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type TaskUpdateMutationVariables = Exact<{
  input: TaskUpdateInput;
}>;


export type TaskUpdateMutation = { taskUpdate: { task: { id: string, version: number | null, title: string | null, description: string | null, status: TaskStatus | null, priority: Priority | null, dueOn: string | null, doneOn: string | null, createdAt: string | null, introductionOutcome: IntroductionOutcome | null, assignee: { id: string, name: string | null } | null, requester: { id: string, name: string | null } | null, goBetween: { id: string, name: string | null } | null, about: Array<
        | { __typename: 'Person', name: string | null, id: string }
        | { __typename: 'Organization', name: string | null, id: string }
        | { __typename: 'Role', title: string | null, id: string }
        | { __typename: 'Deal', name: string | null, id: string }
        | { __typename: 'Interaction', subject: string | null, id: string }
      > } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type AtHandQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type AtHandQuery = { nodes: Array<
    | { __typename: 'Person', name: string | null, lastContactAt: string | null, id: string }
    | { __typename: 'Organization', name: string | null, id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'Pipeline', id: string }
    | { __typename: 'Deal', name: string | null, stage: string | null, id: string }
    | { __typename: 'Interaction', id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Team', id: string }
    | { __typename: 'Preference', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'Note', id: string }
    | { __typename: 'FieldDefinition', id: string }
   | null> };

export type SinceFragment = { nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, by: { id: string, name: string | null } | null, changes: Array<{ field: string }> }> };

export type ChangesSinceQueryVariables = Exact<{
  id: string | number;
}>;


export type ChangesSinceQuery = { node:
    | { id: string, history: { nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, by: { id: string, name: string | null } | null, changes: Array<{ field: string }> }> } }
    | { id: string, history: { nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, by: { id: string, name: string | null } | null, changes: Array<{ field: string }> }> } }
    | { id: string }
    | { id: string }
    | { id: string, history: { nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, by: { id: string, name: string | null } | null, changes: Array<{ field: string }> }> } }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };


export const BulkPeopleDocument = "query BulkPeople($filter: PersonFilter, $after: Cursor) {\n  people(filter: $filter, first: 100, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      version\n      name\n      firstName\n      lastName\n      city\n      country\n      language\n      contactType\n      leadStatus\n      leadSource\n      tags\n    }\n  }\n}" as unknown as TypedDocument<BulkPeopleQuery, BulkPeopleQueryVariables>;

export const BulkOrganizationsDocument = "query BulkOrganizations($filter: OrganizationFilter, $after: Cursor) {\n  organizations(filter: $filter, first: 100, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      version\n      name\n      kind\n      industry\n      employees\n      city\n      country\n      domain\n      tags\n      coveredBy(first: 20, current: true) {\n        edges {\n          as\n          startedOn\n          endedOn\n          node {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<BulkOrganizationsQuery, BulkOrganizationsQueryVariables>;

export const BulkOwnersDocument = "query BulkOwners {\n  users(first: 100, orderBy: [{ field: NAME, direction: ASC }]) {\n    nodes {\n      id\n      name\n      disabled\n    }\n  }\n}" as unknown as TypedDocument<BulkOwnersQuery, BulkOwnersQueryVariables>;

export const CoverageAddManyDocument = "mutation CoverageAddMany($input: CoverageAddManyInput!) {\n  coverageAddMany(input: $input) {\n    organizations {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<CoverageAddManyMutation, CoverageAddManyMutationVariables>;

export const CoverageRetractDocument = "mutation CoverageRetract($input: CoverageRetractInput!) {\n  coverageRetract(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<CoverageRetractMutation, CoverageRetractMutationVariables>;

export const CoverageUpdateDocument = "mutation CoverageUpdate($input: CoverageUpdateInput!) {\n  coverageUpdate(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<CoverageUpdateMutation, CoverageUpdateMutationVariables>;

export const CoverageHandOverDocument = "mutation CoverageHandOver($input: CoverageHandOverInput!) {\n  coverageHandOver(input: $input) {\n    user {\n      id\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<CoverageHandOverMutation, CoverageHandOverMutationVariables>;

export const PersonUpdateManyDocument = "mutation PersonUpdateMany($input: PersonUpdateManyInput!) {\n  personUpdateMany(input: $input) {\n    people {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<PersonUpdateManyMutation, PersonUpdateManyMutationVariables>;

export const PersonArchiveManyDocument = "mutation PersonArchiveMany($input: PersonArchiveManyInput!) {\n  personArchiveMany(input: $input) {\n    people {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<PersonArchiveManyMutation, PersonArchiveManyMutationVariables>;

export const PersonRestoreManyDocument = "mutation PersonRestoreMany($input: PersonRestoreManyInput!) {\n  personRestoreMany(input: $input) {\n    people {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<PersonRestoreManyMutation, PersonRestoreManyMutationVariables>;

export const OrganizationUpdateManyDocument = "mutation OrganizationUpdateMany($input: OrganizationUpdateManyInput!) {\n  organizationUpdateMany(input: $input) {\n    organizations {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<OrganizationUpdateManyMutation, OrganizationUpdateManyMutationVariables>;

export const OrganizationArchiveManyDocument = "mutation OrganizationArchiveMany($input: OrganizationArchiveManyInput!) {\n  organizationArchiveMany(input: $input) {\n    organizations {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<OrganizationArchiveManyMutation, OrganizationArchiveManyMutationVariables>;

export const OrganizationRestoreManyDocument = "mutation OrganizationRestoreMany($input: OrganizationRestoreManyInput!) {\n  organizationRestoreMany(input: $input) {\n    organizations {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<OrganizationRestoreManyMutation, OrganizationRestoreManyMutationVariables>;

export const ChartPeopleDocument = "query ChartPeople($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Person {\n      id\n      lastContactAt\n      influence {\n        value\n      }\n    }\n  }\n}" as unknown as TypedDocument<ChartPeopleQuery, ChartPeopleQueryVariables>;

export const ReportsToOnDocument = "query ReportsToOn($id: ID!, $on: Date!) {\n  role(by: { id: $id }) {\n    id\n    reportsTo(asOf: $on) {\n      id\n      title\n      directReports(asOf: $on, filter: { id: { eq: $id } }, first: 1) {\n        edges {\n          startedOn\n          endedOn\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<ReportsToOnQuery, ReportsToOnQueryVariables>;

export const ReportsToSetDocument = "mutation ReportsToSet($input: RoleReportsToSetInput!) {\n  roleReportsToSet(input: $input) {\n    role {\n      id\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<ReportsToSetMutation, ReportsToSetMutationVariables>;

export const ReportsToUpdateDocument = "mutation ReportsToUpdate($input: RoleReportsToUpdateInput!) {\n  roleReportsToUpdate(input: $input) {\n    role {\n      id\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<ReportsToUpdateMutation, ReportsToUpdateMutationVariables>;

export const ReportsToEndDocument = "mutation ReportsToEnd($input: RoleReportsToEndInput!) {\n  roleReportsToEnd(input: $input) {\n    role {\n      id\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<ReportsToEndMutation, ReportsToEndMutationVariables>;

export const ReportsToRetractDocument = "mutation ReportsToRetract($input: RoleReportsToRetractInput!) {\n  roleReportsToRetract(input: $input) {\n    role {\n      id\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<ReportsToRetractMutation, ReportsToRetractMutationVariables>;

export const DealDocument = "query Deal($by: DealBy!) {\n  deal(by: $by) {\n    id\n    externalId\n    name\n    pipeline\n    stage\n    expectedCloseOn\n    closedOn\n    outcome\n    archivedAt\n    value {\n      amount\n      currency\n    }\n    organization {\n      id\n      name\n    }\n    audience {\n      everybody\n      teams {\n        id\n        name\n      }\n    }\n    customFields {\n      ...CustomValue\n    }\n    stageHistory {\n      value\n      from\n      to\n      reason\n      by {\n        id\n        name\n      }\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<DealQuery, DealQueryVariables>;

export const DealCommitteeDocument = "query DealCommittee($by: DealBy!) {\n  deal(by: $by) {\n    id\n    stakeholders(first: 50, orderBy: [{ field: POWER, direction: DESC }]) {\n      totalCount\n      edges {\n        buyingRole\n        stance\n        power\n        startedOn\n        node {\n          id\n          name\n          lastContactAt\n          roles(first: 1, current: true) {\n            nodes {\n              id\n              title\n            }\n          }\n          whoKnows(first: 1) {\n            edges {\n              strength\n              node {\n                id\n                name\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<DealCommitteeQuery, DealCommitteeQueryVariables>;

export const DealTimelineDocument = "query DealTimeline($by: DealBy!, $kinds: [InteractionKind!], $first: Int!, $after: Cursor) {\n  deal(by: $by) {\n    id\n    timeline(kinds: $kinds, first: $first, after: $after) {\n      ...TimelinePage\n    }\n  }\n}\nfragment TimelinePage on InteractionConnection {\n  totalCount\n  totalCountIsCapped\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    ...InteractionFields\n  }\n}\nfragment InteractionFields on Interaction {\n  id\n  kind\n  occurredAt\n  subject\n  durationMinutes\n  participants {\n    part\n    person {\n      id\n      name\n    }\n  }\n  concerns {\n    __typename\n    id\n    name\n  }\n}" as unknown as TypedDocument<DealTimelineQuery, DealTimelineQueryVariables>;

export const DealWorkDocument = "query DealWork($by: DealBy!) {\n  deal(by: $by) {\n    id\n    tasks(first: 50, orderBy: [{ field: DUE_ON, direction: ASC }]) {\n      ...TasksShown\n    }\n    notes(first: 50, orderBy: [{ field: CREATED_AT, direction: DESC }]) {\n      ...NotesShown\n    }\n  }\n}\nfragment TasksShown on TaskConnection {\n  totalCount\n  nodes {\n    ...TaskFields\n  }\n}\nfragment TaskFields on Task {\n  id\n  version\n  title\n  description\n  status\n  priority\n  dueOn\n  doneOn\n  createdAt\n  introductionOutcome\n  assignee {\n    id\n    name\n  }\n  requester {\n    id\n    name\n  }\n  goBetween {\n    id\n    name\n  }\n  about {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n    ... on Interaction {\n      subject\n    }\n  }\n}\nfragment NotesShown on NoteConnection {\n  totalCount\n  nodes {\n    ...NoteFields\n  }\n}\nfragment NoteFields on Note {\n  id\n  version\n  createdAt\n  updatedAt\n  text\n}" as unknown as TypedDocument<DealWorkQuery, DealWorkQueryVariables>;

export const DealHistoryDocument = "query DealHistory($by: DealBy!, $first: Int!, $after: Cursor) {\n  deal(by: $by) {\n    id\n    history(first: $first, after: $after) {\n      ...HistoryPage\n    }\n  }\n}\nfragment HistoryPage on HistoryEntryConnection {\n  totalCount\n  totalCountIsCapped\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    ...HistoryFields\n  }\n}\nfragment HistoryFields on HistoryEntry {\n  id\n  at\n  kind\n  type\n  reason\n  importRun\n  by {\n    id\n    name\n  }\n  other {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n  }\n  changes {\n    field\n    before\n    after\n  }\n  says {\n    field\n    value\n  }\n}" as unknown as TypedDocument<DealHistoryQuery, DealHistoryQueryVariables>;

export const HomeAccountsDocument = "query HomeAccounts {\n  viewer {\n    covers(first: 20, current: true) {\n      totalCount\n      edges {\n        as\n        node {\n          id\n          name\n          openDeals(first: 1) {\n            totalCount\n          }\n          coverage {\n            seats\n            covered\n            singleThreaded\n            hangsOnOne\n            goingCold {\n              id\n              name\n            }\n          }\n          timeline(first: 1) {\n            nodes {\n              id\n              kind\n              occurredAt\n            }\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<HomeAccountsQuery, HomeAccountsQueryVariables>;

export const HomeChangesDocument = "query HomeChanges {\n  viewer {\n    covers(first: 8, current: true) {\n      nodes {\n        id\n        name\n        history(first: 3) {\n          nodes {\n            id\n            at\n            kind\n            type\n            fields\n            by {\n              id\n              name\n            }\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<HomeChangesQuery, HomeChangesQueryVariables>;

export const HomeTiesDocument = "query HomeTies {\n  viewer {\n    person {\n      id\n      likelySilence(first: 6, atLeast: 0.3) {\n        totalCount\n        edges {\n          chance\n          lastContactAt\n          contactDays\n          node {\n            id\n            name\n          }\n        }\n      }\n      likelyContacts(first: 6) {\n        edges {\n          score\n          through {\n            id\n            name\n          }\n          node {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<HomeTiesQuery, HomeTiesQueryVariables>;

export const HomeJobsDocument = "query HomeJobs {\n  jobs(first: 5) {\n    nodes {\n      id\n      kind\n      state\n      done\n      total\n      message\n      createdAt\n      finishedAt\n    }\n  }\n}" as unknown as TypedDocument<HomeJobsQuery, HomeJobsQueryVariables>;

export const PathsToDocument = "query PathsTo($id: ID!) {\n  node(id: $id) {\n    __typename\n    id\n    ... on Person {\n      name\n      doNotContact\n      objectsToProfiling\n      archivedAt\n      roles(first: 1, current: true) {\n        nodes {\n          id\n          title\n          organization {\n            id\n            name\n          }\n        }\n      }\n    }\n    ... on Role {\n      title\n      vacant\n      organization {\n        id\n        name\n      }\n    }\n    ... on Organization {\n      name\n    }\n  }\n}" as unknown as TypedDocument<PathsToQuery, PathsToQueryVariables>;

export const PathsWithinDocument = "query PathsWithin($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    units(first: 50) {\n      nodes {\n        id\n        name\n      }\n    }\n    orgChart(first: 200) {\n      truncated\n      seats {\n        vacant\n        role {\n          id\n          title\n        }\n        holders {\n          person {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<PathsWithinQuery, PathsWithinQueryVariables>;

export const PathsDocument = "query Paths($to: IntroductionTarget!, $from: PersonBy, $k: Int!, $disjoint: Boolean!) {\n  introductionPaths(to: $to, from: $from, k: $k, disjoint: $disjoint) {\n    truncated\n    paths {\n      score\n      steps {\n        strength\n        weight\n        lastContactAt\n        contactDays\n        declared\n        from {\n          id\n          name\n        }\n        to {\n          id\n          name\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<PathsQuery, PathsQueryVariables>;

export const PathsFromDocument = "query PathsFrom($by: PersonBy!) {\n  person(by: $by) {\n    id\n    name\n  }\n}" as unknown as TypedDocument<PathsFromQuery, PathsFromQueryVariables>;

export const PathsPeopleDocument = "query PathsPeople($ids: [ID!]!, $first: Int!) {\n  people(first: $first, filter: { id: { in: $ids } }) {\n    nodes {\n      id\n      name\n      language\n      user {\n        id\n        name\n      }\n      roles(first: 1, current: true) {\n        nodes {\n          id\n          title\n          organization {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<PathsPeopleQuery, PathsPeopleQueryVariables>;

export const PathsRequestsDocument = "query PathsRequests($ids: [ID!]!, $first: Int!) {\n  people(first: $first, filter: { id: { in: $ids } }) {\n    nodes {\n      id\n      tasks(\n        first: 10\n        filter: { introductionOutcome: { isNull: false } }\n        orderBy: [{ field: CREATED_AT, direction: DESC }]\n      ) {\n        totalCount\n        nodes {\n          ...TaskFields\n        }\n      }\n    }\n  }\n}\nfragment TaskFields on Task {\n  id\n  version\n  title\n  description\n  status\n  priority\n  dueOn\n  doneOn\n  createdAt\n  introductionOutcome\n  assignee {\n    id\n    name\n  }\n  requester {\n    id\n    name\n  }\n  goBetween {\n    id\n    name\n  }\n  about {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n    ... on Interaction {\n      subject\n    }\n  }\n}" as unknown as TypedDocument<PathsRequestsQuery, PathsRequestsQueryVariables>;

export const PersonIntroductionsDocument = "query PersonIntroductions($by: PersonBy!) {\n  person(by: $by) {\n    id\n    tasks(\n      first: 20\n      filter: { introductionOutcome: { isNull: false } }\n      orderBy: [{ field: CREATED_AT, direction: DESC }]\n    ) {\n      totalCount\n      nodes {\n        ...TaskFields\n      }\n    }\n    introductionsAsked(first: 20) {\n      totalCount\n      nodes {\n        ...TaskFields\n      }\n    }\n  }\n}\nfragment TaskFields on Task {\n  id\n  version\n  title\n  description\n  status\n  priority\n  dueOn\n  doneOn\n  createdAt\n  introductionOutcome\n  assignee {\n    id\n    name\n  }\n  requester {\n    id\n    name\n  }\n  goBetween {\n    id\n    name\n  }\n  about {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n    ... on Interaction {\n      subject\n    }\n  }\n}" as unknown as TypedDocument<PersonIntroductionsQuery, PersonIntroductionsQueryVariables>;

export const InfluenceMapDocument = "query InfluenceMap($id: ID!, $around: InfluenceMapAround!, $depth: Int!) {\n  node(id: $id) {\n    __typename\n    id\n    ... on Organization {\n      name\n      openDeals(first: 20) {\n        nodes {\n          id\n          name\n        }\n      }\n    }\n    ... on Person {\n      name\n    }\n    ... on Deal {\n      name\n    }\n  }\n  influenceMap(around: $around, depth: $depth, maxNodes: 2000) {\n    truncated\n    computedAt\n    layoutVersion\n    nodes {\n      id\n      label\n      title\n      organizationId\n      influence\n      group\n      distance\n      x\n      y\n    }\n    links {\n      source\n      target\n      kind\n      strength\n      weight\n      topic\n      lastContactAt\n      contradiction\n    }\n  }\n}" as unknown as TypedDocument<InfluenceMapQuery, InfluenceMapQueryVariables>;

export const MapStancesDocument = "query MapStances($by: DealBy!) {\n  deal(by: $by) {\n    id\n    stakeholders(first: 100) {\n      edges {\n        stance\n        buyingRole\n        power\n        node {\n          id\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<MapStancesQuery, MapStancesQueryVariables>;

export const MapInfluenceDocument = "query MapInfluence($by: PersonBy!) {\n  person(by: $by) {\n    id\n    influence {\n      value\n      reason\n      percentile\n      population\n      counterparts\n      betweenness\n      constraint\n      organizationsReached\n      computedAt\n      parts {\n        name\n        value\n        weight\n        contribution\n        reason\n      }\n    }\n  }\n}" as unknown as TypedDocument<MapInfluenceQuery, MapInfluenceQueryVariables>;

export const LayoutSaveDocument = "mutation LayoutSave($input: LayoutSaveInput!) {\n  layoutSave(input: $input) {\n    layoutVersion\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<LayoutSaveMutation, LayoutSaveMutationVariables>;

export const MapDrawnDocument = "query MapDrawn($from: PersonBy!, $to: ID!) {\n  person(by: $from) {\n    id\n    influences(filter: { id: { eq: $to } }, first: 50) {\n      edges {\n        weight\n        topic\n        confidence\n        source\n        sharing\n        sharedWith\n        customFields {\n          key\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<MapDrawnQuery, MapDrawnQueryVariables>;

export const InfluenceAddDocument = "mutation InfluenceAdd($input: InfluenceAddInput!) {\n  influenceAdd(input: $input) {\n    person {\n      id\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<InfluenceAddMutation, InfluenceAddMutationVariables>;

export const InfluenceUpdateDocument = "mutation InfluenceUpdate($input: InfluenceUpdateInput!) {\n  influenceUpdate(input: $input) {\n    person {\n      id\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<InfluenceUpdateMutation, InfluenceUpdateMutationVariables>;

export const InfluenceRetractDocument = "mutation InfluenceRetract($input: InfluenceRetractInput!) {\n  influenceRetract(input: $input) {\n    person {\n      id\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<InfluenceRetractMutation, InfluenceRetractMutationVariables>;

export const OrganizationDocument = "query Organization($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    externalId\n    version\n    createdAt\n    updatedAt\n    archivedAt\n    name\n    kind\n    domain\n    industry\n    employees\n    city\n    country\n    tags\n    ours\n    audience {\n      everybody\n      teams {\n        id\n        name\n      }\n    }\n    emails {\n      id\n      address\n    }\n    phones {\n      id\n      address\n    }\n    partOf {\n      id\n      name\n    }\n    parents(first: 5) {\n      edges {\n        share\n        control\n        node {\n          id\n          name\n        }\n      }\n    }\n    subsidiaries(first: 50) {\n      totalCount\n      edges {\n        share\n        control\n        startedOn\n        endedOn\n        node {\n          id\n          name\n          city\n        }\n      }\n    }\n    units(first: 50) {\n      totalCount\n      nodes {\n        id\n        name\n        kind\n      }\n    }\n    accountTeam {\n      role\n      distance\n      user {\n        id\n        name\n      }\n      through {\n        id\n        name\n      }\n    }\n    rollUp {\n      organizations\n      employees\n      seats\n      vacantSeats\n      people\n      openDeals\n    }\n    customFields {\n      ...CustomValue\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<OrganizationQuery, OrganizationQueryVariables>;

export const OrganizationTiesDocument = "query OrganizationTies($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    strength {\n      value\n      ourPeople\n      theirPeople\n      seated\n      pairs {\n        strength\n        lastContactAt\n        ours {\n          id\n          name\n        }\n        theirs {\n          id\n          name\n        }\n      }\n    }\n    health {\n      value\n      grade\n      inTouch\n      weakest {\n        id\n        name\n      }\n      keyContacts {\n        influence\n        probability60d\n        grade\n        person {\n          id\n          name\n        }\n        knownBy {\n          id\n          name\n        }\n      }\n    }\n    coverage {\n      seats\n      covered\n      singleThreaded\n      hangsOnOne\n      goingCold {\n        id\n        name\n      }\n    }\n    restsOn(first: 5) {\n      edges {\n        share\n        people\n        node {\n          id\n          name\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<OrganizationTiesQuery, OrganizationTiesQueryVariables>;

export const OrganizationPeopleDocument = "query OrganizationPeople($by: OrganizationBy!, $first: Int!, $after: Cursor) {\n  organization(by: $by) {\n    id\n    people(first: $first, after: $after) {\n      totalCount\n      totalCountIsCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        lastContactAt\n        roles(first: 1, current: true) {\n          nodes {\n            id\n            title\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<OrganizationPeopleQuery, OrganizationPeopleQueryVariables>;

export const OrganizationDealsDocument = "query OrganizationDeals($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    openDeals(first: 50) {\n      totalCount\n      nodes {\n        id\n        name\n        stage\n        expectedCloseOn\n        value {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<OrganizationDealsQuery, OrganizationDealsQueryVariables>;

export const OrganizationTimelineDocument = "query OrganizationTimeline($by: OrganizationBy!, $kinds: [InteractionKind!], $first: Int!, $after: Cursor) {\n  organization(by: $by) {\n    id\n    timeline(kinds: $kinds, first: $first, after: $after) {\n      ...TimelinePage\n    }\n  }\n}\nfragment TimelinePage on InteractionConnection {\n  totalCount\n  totalCountIsCapped\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    ...InteractionFields\n  }\n}\nfragment InteractionFields on Interaction {\n  id\n  kind\n  occurredAt\n  subject\n  durationMinutes\n  participants {\n    part\n    person {\n      id\n      name\n    }\n  }\n  concerns {\n    __typename\n    id\n    name\n  }\n}" as unknown as TypedDocument<OrganizationTimelineQuery, OrganizationTimelineQueryVariables>;

export const OrganizationWorkDocument = "query OrganizationWork($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    tasks(first: 50, orderBy: [{ field: DUE_ON, direction: ASC }]) {\n      ...TasksShown\n    }\n    notes(first: 50, orderBy: [{ field: CREATED_AT, direction: DESC }]) {\n      ...NotesShown\n    }\n  }\n}\nfragment TasksShown on TaskConnection {\n  totalCount\n  nodes {\n    ...TaskFields\n  }\n}\nfragment TaskFields on Task {\n  id\n  version\n  title\n  description\n  status\n  priority\n  dueOn\n  doneOn\n  createdAt\n  introductionOutcome\n  assignee {\n    id\n    name\n  }\n  requester {\n    id\n    name\n  }\n  goBetween {\n    id\n    name\n  }\n  about {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n    ... on Interaction {\n      subject\n    }\n  }\n}\nfragment NotesShown on NoteConnection {\n  totalCount\n  nodes {\n    ...NoteFields\n  }\n}\nfragment NoteFields on Note {\n  id\n  version\n  createdAt\n  updatedAt\n  text\n}" as unknown as TypedDocument<OrganizationWorkQuery, OrganizationWorkQueryVariables>;

export const OrganizationHistoryDocument = "query OrganizationHistory($by: OrganizationBy!, $first: Int!, $after: Cursor) {\n  organization(by: $by) {\n    id\n    history(first: $first, after: $after) {\n      ...HistoryPage\n    }\n  }\n}\nfragment HistoryPage on HistoryEntryConnection {\n  totalCount\n  totalCountIsCapped\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    ...HistoryFields\n  }\n}\nfragment HistoryFields on HistoryEntry {\n  id\n  at\n  kind\n  type\n  reason\n  importRun\n  by {\n    id\n    name\n  }\n  other {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n  }\n  changes {\n    field\n    before\n    after\n  }\n  says {\n    field\n    value\n  }\n}" as unknown as TypedDocument<OrganizationHistoryQuery, OrganizationHistoryQueryVariables>;

export const OrganizationsDocument = "query Organizations($filter: OrganizationFilter, $orderBy: [OrganizationOrder!], $first: Int, $after: Cursor, $last: Int, $before: Cursor, $count: Boolean!, $emails: Boolean!, $phones: Boolean!, $owner: Boolean!, $deals: Boolean!, $values: Boolean!, $most: Int!, $health: Boolean!, $contact: Boolean!, $dates: Boolean!, $strength: Boolean!, $custom: Boolean!, $keys: [FieldKey!]) {\n  organizations(\n    filter: $filter\n    orderBy: $orderBy\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n  ) {\n    totalCount @include(if: $count)\n    totalCountIsCapped @include(if: $count)\n    pageInfo {\n      hasPreviousPage\n      hasNextPage\n      startCursor\n      endCursor\n    }\n    nodes {\n      id\n      externalId\n      version\n      name\n      kind\n      domain\n      industry\n      employees\n      city\n      country\n      tags\n      ours\n      archivedAt\n      createdAt @include(if: $dates)\n      updatedAt @include(if: $dates)\n      health @include(if: $health) {\n        grade\n      }\n      timeline(first: 1) @include(if: $contact) {\n        nodes {\n          id\n          occurredAt\n        }\n      }\n      emails @include(if: $emails) {\n        id\n        address\n      }\n      phones @include(if: $phones) {\n        id\n        address\n      }\n      coveredBy(first: 1, current: true) @include(if: $owner) {\n        edges {\n          as\n          node {\n            id\n            name\n          }\n        }\n      }\n      openDeals(first: $most) @include(if: $deals) {\n        totalCount\n        nodes @include(if: $values) {\n          id\n          value {\n            amount\n            currency\n          }\n        }\n      }\n      strength @include(if: $strength) {\n        value\n      }\n      customFields(keys: $keys) @include(if: $custom) {\n        ...CustomValue\n      }\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<OrganizationsQuery, OrganizationsQueryVariables>;

export const OrganizationUpdateDocument = "mutation OrganizationUpdate($input: OrganizationUpdateInput!) {\n  organizationUpdate(input: $input) {\n    organization {\n      id\n      version\n      name\n      kind\n      domain\n      industry\n      employees\n      city\n      country\n      tags\n      customFields {\n        ...CustomValue\n      }\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<OrganizationUpdateMutation, OrganizationUpdateMutationVariables>;

export const OrganizationCreateDocument = "mutation OrganizationCreate($input: OrganizationCreateInput!) {\n  organizationCreate(input: $input) {\n    organization {\n      id\n      name\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<OrganizationCreateMutation, OrganizationCreateMutationVariables>;

export const TieThenDocument = "query TieThen($between: [PersonBy!]!, $asOf: Date!) {\n  relationship(between: $between, asOf: $asOf) {\n    strength {\n      value\n    }\n    health {\n      probability60d\n    }\n  }\n}" as unknown as TypedDocument<TieThenQuery, TieThenQueryVariables>;

export const PeopleDocument = "query People($filter: PersonFilter, $orderBy: [PersonOrder!], $first: Int, $after: Cursor, $last: Int, $before: Cursor, $count: Boolean!, $emails: Boolean!, $phones: Boolean!, $seat: Boolean!, $tie: Boolean!, $influence: Boolean!, $dates: Boolean!, $sale: Boolean!, $custom: Boolean!, $keys: [FieldKey!]) {\n  people(\n    filter: $filter\n    orderBy: $orderBy\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n  ) {\n    totalCount @include(if: $count)\n    totalCountIsCapped @include(if: $count)\n    pageInfo {\n      hasPreviousPage\n      hasNextPage\n      startCursor\n      endCursor\n    }\n    nodes {\n      id\n      externalId\n      version\n      name\n      firstName\n      lastName\n      city\n      country\n      language\n      contactType\n      leadStatus\n      leadSource\n      tags\n      doNotContact\n      objectsToProfiling\n      archivedAt\n      lastContactAt\n      createdAt @include(if: $dates)\n      updatedAt @include(if: $dates)\n      targetCloseOn @include(if: $sale)\n      expectedValue @include(if: $sale) {\n        amount\n        currency\n      }\n      influence @include(if: $influence) {\n        value\n      }\n      emails @include(if: $emails) {\n        id\n        address\n      }\n      phones @include(if: $phones) {\n        id\n        address\n      }\n      roles(first: 1, current: true) @include(if: $seat) {\n        nodes {\n          id\n          title\n          organization {\n            id\n            name\n          }\n        }\n      }\n      whoKnows(first: 1) @include(if: $tie) {\n        edges {\n          strength\n          node {\n            id\n            name\n          }\n        }\n      }\n      customFields(keys: $keys) @include(if: $custom) {\n        ...CustomValue\n      }\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<PeopleQuery, PeopleQueryVariables>;

export const CustomFieldsDocument = "query CustomFields($on: FieldOwner!) {\n  fieldDefinitions(first: 100, filter: { on: { eq: $on } }) {\n    nodes {\n      id\n      key\n      label\n      type\n      choices\n    }\n  }\n}" as unknown as TypedDocument<CustomFieldsQuery, CustomFieldsQueryVariables>;

export const PersonUpdateDocument = "mutation PersonUpdate($input: PersonUpdateInput!) {\n  personUpdate(input: $input) {\n    person {\n      id\n      version\n      name\n      firstName\n      lastName\n      city\n      country\n      language\n      contactType\n      leadStatus\n      leadSource\n      tags\n      customFields {\n        ...CustomValue\n      }\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<PersonUpdateMutation, PersonUpdateMutationVariables>;

export const PersonCreateDocument = "mutation PersonCreate($input: PersonCreateInput!) {\n  personCreate(input: $input) {\n    person {\n      id\n      name\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<PersonCreateMutation, PersonCreateMutationVariables>;

export const PersonDocument = "query Person($by: PersonBy!) {\n  person(by: $by) {\n    id\n    externalId\n    version\n    createdAt\n    updatedAt\n    archivedAt\n    name\n    firstName\n    lastName\n    city\n    country\n    language\n    timeZone\n    birthday\n    linkedin\n    website\n    contactType\n    leadStatus\n    leadSource\n    tags\n    doNotContact\n    objectsToProfiling\n    lastContactAt\n    audience {\n      everybody\n      teams {\n        id\n        name\n      }\n    }\n    emails {\n      id\n      address\n      kind\n    }\n    phones {\n      id\n      address\n      kind\n    }\n    roles(first: 20) {\n      edges {\n        startedOn\n        endedOn\n        acting\n        current\n        node {\n          id\n          title\n          organization {\n            id\n            name\n          }\n        }\n      }\n    }\n    manager {\n      id\n      name\n    }\n    reports {\n      id\n      name\n    }\n    stakeholderIn(first: 10) {\n      edges {\n        buyingRole\n        stance\n        power\n        node {\n          id\n          name\n          stage\n          organization {\n            id\n            name\n          }\n        }\n      }\n    }\n    customFields {\n      ...CustomValue\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<PersonQuery, PersonQueryVariables>;

export const PersonTiesDocument = "query PersonTies($by: PersonBy!, $first: Int!) {\n  person(by: $by) {\n    id\n    whoKnows(first: $first) {\n      totalCount\n      totalCountIsCapped\n      edges {\n        strength\n        lastContactAt\n        contactDays\n        node {\n          id\n          name\n        }\n      }\n    }\n    knows(first: $first) {\n      totalCount\n      totalCountIsCapped\n      edges {\n        strength\n        lastContactAt\n        contactDays\n        node {\n          id\n          name\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<PersonTiesQuery, PersonTiesQueryVariables>;

export const TieDocument = "query Tie($between: [PersonBy!]!) {\n  relationship(between: $between) {\n    people {\n      id\n      name\n    }\n    strength {\n      value\n      halfLifeDays\n      parts {\n        name\n        value\n        weight\n        contribution\n        reason\n      }\n    }\n    firstContactAt\n    lastContactAt\n    interactions {\n      total\n      days\n      last90Days\n      last365Days\n      forth\n      back\n    }\n    health {\n      probability60d\n      grade\n      gradeBefore\n      goingCold\n      coldOn\n      silentDays\n      reasons\n    }\n  }\n}" as unknown as TypedDocument<TieQuery, TieQueryVariables>;

export const PersonInfluenceDocument = "query PersonInfluence($by: PersonBy!) {\n  person(by: $by) {\n    id\n    influence {\n      value\n      percentile\n      reason\n      population\n      computedAt\n      parts {\n        name\n        value\n        weight\n        contribution\n        reason\n      }\n    }\n  }\n}" as unknown as TypedDocument<PersonInfluenceQuery, PersonInfluenceQueryVariables>;

export const PersonTimelineDocument = "query PersonTimeline($by: PersonBy!, $kinds: [InteractionKind!], $first: Int!, $after: Cursor) {\n  person(by: $by) {\n    id\n    timeline(kinds: $kinds, first: $first, after: $after) {\n      ...TimelinePage\n    }\n  }\n}\nfragment TimelinePage on InteractionConnection {\n  totalCount\n  totalCountIsCapped\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    ...InteractionFields\n  }\n}\nfragment InteractionFields on Interaction {\n  id\n  kind\n  occurredAt\n  subject\n  durationMinutes\n  participants {\n    part\n    person {\n      id\n      name\n    }\n  }\n  concerns {\n    __typename\n    id\n    name\n  }\n}" as unknown as TypedDocument<PersonTimelineQuery, PersonTimelineQueryVariables>;

export const PersonWorkDocument = "query PersonWork($by: PersonBy!) {\n  person(by: $by) {\n    id\n    tasks(first: 50, orderBy: [{ field: DUE_ON, direction: ASC }]) {\n      ...TasksShown\n    }\n    notes(first: 50, orderBy: [{ field: CREATED_AT, direction: DESC }]) {\n      ...NotesShown\n    }\n  }\n}\nfragment TasksShown on TaskConnection {\n  totalCount\n  nodes {\n    ...TaskFields\n  }\n}\nfragment TaskFields on Task {\n  id\n  version\n  title\n  description\n  status\n  priority\n  dueOn\n  doneOn\n  createdAt\n  introductionOutcome\n  assignee {\n    id\n    name\n  }\n  requester {\n    id\n    name\n  }\n  goBetween {\n    id\n    name\n  }\n  about {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n    ... on Interaction {\n      subject\n    }\n  }\n}\nfragment NotesShown on NoteConnection {\n  totalCount\n  nodes {\n    ...NoteFields\n  }\n}\nfragment NoteFields on Note {\n  id\n  version\n  createdAt\n  updatedAt\n  text\n}" as unknown as TypedDocument<PersonWorkQuery, PersonWorkQueryVariables>;

export const PersonHistoryDocument = "query PersonHistory($by: PersonBy!, $first: Int!, $after: Cursor) {\n  person(by: $by) {\n    id\n    history(first: $first, after: $after) {\n      ...HistoryPage\n    }\n  }\n}\nfragment HistoryPage on HistoryEntryConnection {\n  totalCount\n  totalCountIsCapped\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    ...HistoryFields\n  }\n}\nfragment HistoryFields on HistoryEntry {\n  id\n  at\n  kind\n  type\n  reason\n  importRun\n  by {\n    id\n    name\n  }\n  other {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n  }\n  changes {\n    field\n    before\n    after\n  }\n  says {\n    field\n    value\n  }\n}" as unknown as TypedDocument<PersonHistoryQuery, PersonHistoryQueryVariables>;

export const InteractionRecordDocument = "mutation InteractionRecord($input: InteractionRecordInput!) {\n  interactionRecord(input: $input) {\n    interaction {\n      ...InteractionFields\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}\nfragment InteractionFields on Interaction {\n  id\n  kind\n  occurredAt\n  subject\n  durationMinutes\n  participants {\n    part\n    person {\n      id\n      name\n    }\n  }\n  concerns {\n    __typename\n    id\n    name\n  }\n}" as unknown as TypedDocument<InteractionRecordMutation, InteractionRecordMutationVariables>;

export const NoteCreateDocument = "mutation NoteCreate($input: NoteCreateInput!) {\n  noteCreate(input: $input) {\n    note {\n      ...NoteFields\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}\nfragment NoteFields on Note {\n  id\n  version\n  createdAt\n  updatedAt\n  text\n}" as unknown as TypedDocument<NoteCreateMutation, NoteCreateMutationVariables>;

export const SavedFiltersDocument = "query SavedFilters($noun: FilteredNoun!) {\n  savedFilters(noun: $noun, first: 200) {\n    ...SavedFilterFields\n  }\n}\nfragment SavedFilterFields on SavedFilter {\n  id\n  name\n  conditions {\n    field\n    how\n    value\n  }\n  owner {\n    id\n    name\n  }\n  mine\n  everybody\n  team {\n    id\n    name\n  }\n}" as unknown as TypedDocument<SavedFiltersQuery, SavedFiltersQueryVariables>;

export const SavedNamesDocument = "query SavedNames($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    id\n    ... on Organization {\n      name\n    }\n  }\n}" as unknown as TypedDocument<SavedNamesQuery, SavedNamesQueryVariables>;

export const MyTeamsDocument = "query MyTeams {\n  viewer {\n    id\n    teams(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n}" as unknown as TypedDocument<MyTeamsQuery, MyTeamsQueryVariables>;

export const SavedFilterSaveDocument = "mutation SavedFilterSave($input: SavedFilterSaveInput!) {\n  savedFilterSave(input: $input) {\n    savedFilterId\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<SavedFilterSaveMutation, SavedFilterSaveMutationVariables>;

export const SavedFilterRemoveDocument = "mutation SavedFilterRemove($input: SavedFilterRemoveInput!) {\n  savedFilterRemove(input: $input) {\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<SavedFilterRemoveMutation, SavedFilterRemoveMutationVariables>;

export const SearchDocument = "query Search($text: String!, $kinds: [SearchKind!], $first: Int!, $after: Cursor) {\n  search(text: $text, kinds: $kinds, first: $first, after: $after) {\n    totalCount\n    totalCountIsCapped\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    edges {\n      score\n      node {\n        __typename\n        id\n        ... on Person {\n          name\n          roles(first: 1, current: true) {\n            nodes {\n              id\n              title\n              organization {\n                id\n                name\n              }\n            }\n          }\n        }\n        ... on Organization {\n          name\n          city\n          domain\n        }\n        ... on Deal {\n          name\n          stage\n          organization {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<SearchQuery, SearchQueryVariables>;

export const ViewerDocument = "query Viewer {\n  viewer {\n    id\n    name\n    email\n    accessRoles\n    permissions\n    person {\n      id\n      name\n    }\n  }\n}" as unknown as TypedDocument<ViewerQuery, ViewerQueryVariables>;

export const TasksDocument = "query Tasks($filter: TaskFilter, $orderBy: [TaskOrder!], $first: Int!, $after: Cursor) {\n  tasks(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n    totalCount\n    totalCountIsCapped\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...TaskFields\n    }\n  }\n}\nfragment TaskFields on Task {\n  id\n  version\n  title\n  description\n  status\n  priority\n  dueOn\n  doneOn\n  createdAt\n  introductionOutcome\n  assignee {\n    id\n    name\n  }\n  requester {\n    id\n    name\n  }\n  goBetween {\n    id\n    name\n  }\n  about {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n    ... on Interaction {\n      subject\n    }\n  }\n}" as unknown as TypedDocument<TasksQuery, TasksQueryVariables>;

export const TaskCreateDocument = "mutation TaskCreate($input: TaskCreateInput!) {\n  taskCreate(input: $input) {\n    task {\n      ...TaskFields\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}\nfragment TaskFields on Task {\n  id\n  version\n  title\n  description\n  status\n  priority\n  dueOn\n  doneOn\n  createdAt\n  introductionOutcome\n  assignee {\n    id\n    name\n  }\n  requester {\n    id\n    name\n  }\n  goBetween {\n    id\n    name\n  }\n  about {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n    ... on Interaction {\n      subject\n    }\n  }\n}" as unknown as TypedDocument<TaskCreateMutation, TaskCreateMutationVariables>;

export const TaskUpdateDocument = "mutation TaskUpdate($input: TaskUpdateInput!) {\n  taskUpdate(input: $input) {\n    task {\n      ...TaskFields\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}\nfragment TaskFields on Task {\n  id\n  version\n  title\n  description\n  status\n  priority\n  dueOn\n  doneOn\n  createdAt\n  introductionOutcome\n  assignee {\n    id\n    name\n  }\n  requester {\n    id\n    name\n  }\n  goBetween {\n    id\n    name\n  }\n  about {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n    ... on Interaction {\n      subject\n    }\n  }\n}" as unknown as TypedDocument<TaskUpdateMutation, TaskUpdateMutationVariables>;

export const AtHandDocument = "query AtHand($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    __typename\n    id\n    ... on Person {\n      name\n      lastContactAt\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n      stage\n    }\n  }\n}" as unknown as TypedDocument<AtHandQuery, AtHandQueryVariables>;

export const ChangesSinceDocument = "query ChangesSince($id: ID!) {\n  node(id: $id) {\n    id\n    ... on Person {\n      history(first: 20) {\n        ...Since\n      }\n    }\n    ... on Organization {\n      history(first: 20) {\n        ...Since\n      }\n    }\n    ... on Deal {\n      history(first: 20) {\n        ...Since\n      }\n    }\n  }\n}\nfragment Since on HistoryEntryConnection {\n  nodes {\n    id\n    at\n    kind\n    type\n    by {\n      id\n      name\n    }\n    changes {\n      field\n    }\n  }\n}" as unknown as TypedDocument<ChangesSinceQuery, ChangesSinceQueryVariables>;
