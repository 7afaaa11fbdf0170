// Made by codegen.mjs of the operations 57ea4cd9e4b0c5996a822f94480bef41940e0a4f84a1c26aabf9c9d782fe5a62: do not edit.
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
  /** A fact was added. */
  | 'ADDED'
  /** A fact stopped being true. */
  | 'ENDED'
  /** A fact was withdrawn: it never was true. */
  | 'RETRACTED'
  /** Records were made by an import, or facts between such records. */
  | 'IMPORTED'
  /** You saw the records and do not any more: they are for others now, restricted, or you left a team. */
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

export type BulkPeopleQueryVariables = Exact<{
  filter?: PersonFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type BulkPeopleQuery = { people: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, version: number | null, name: string | null, firstName: string | null, lastName: string | null, city: string | null, country: string | null, language: string | null, contactType: ContactType | null, leadStatus: LeadStatus | null, leadSource: string | null, tags: Array<string> | null }> } | null };

export type BulkOrganizationsQueryVariables = Exact<{
  filter?: OrganizationFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type BulkOrganizationsQuery = { organizations: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, version: number | null, name: string | null, kind: OrganizationKind | null, industry: string | null, employees: number | null, city: string | null, country: string | null, domain: string | null, tags: Array<string> | null, coveredBy: { edges: Array<{ as: CoverageRole | null, node: { id: string } }> } }> } | null };

export type BulkOwnersQueryVariables = Exact<{ [key: string]: never; }>;


export type BulkOwnersQuery = { users: { nodes: Array<{ id: string, name: string | null, disabled: boolean | null }> } | null };

export type CoverageAddManyMutationVariables = Exact<{
  input: CoverageAddManyInput;
}>;


export type CoverageAddManyMutation = { coverageAddMany: { organizations: Array<{ id: string, version: number | null }>, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

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

export type HomeAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeAccountsQuery = { viewer: { covers: { totalCount: number | null, edges: Array<{ as: CoverageRole | null, node: { id: string, name: string | null, openDeals: { totalCount: number | null }, coverage: { seats: number, covered: number, singleThreaded: number, hangsOnOne: boolean, goingCold: Array<{ id: string, name: string | null }> } | null, timeline: { nodes: Array<{ id: string, kind: InteractionKind | null, occurredAt: string | null }> } } }> } } | null };

export type HomeChangesQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeChangesQuery = { viewer: { covers: { nodes: Array<{ id: string, name: string | null, history: { nodes: Array<{ id: string, at: string, kind: ChangeKind, type: string, fields: Array<string>, by: { id: string, name: string | null } | null }> } }> } } | null };

export type HomeTiesQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeTiesQuery = { viewer: { person: { id: string, likelySilence: { totalCount: number | null, edges: Array<{ chance: number | null, lastContactAt: string | null, contactDays: number | null, node: { id: string, name: string | null } }> }, likelyContacts: { edges: Array<{ score: number | null, through: Array<{ id: string, name: string | null }> | null, node: { id: string, name: string | null } }> } } | null } | null };

export type HomeJobsQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeJobsQuery = { jobs: { nodes: Array<{ id: string, kind: string | null, state: JobState | null, done: number | null, total: number | null, message: string | null, createdAt: string | null, finishedAt: string | null }> } };

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
  first: number;
  after?: string | null | undefined;
  count: boolean;
  emails: boolean;
  phones: boolean;
  owner: boolean;
  deals: boolean;
  strength: boolean;
  custom: boolean;
  keys?: Array<string> | string | null | undefined;
}>;


export type OrganizationsQuery = { organizations: { totalCount?: number | null, totalCountIsCapped?: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, externalId: string | null, version: number | null, name: string | null, kind: OrganizationKind | null, domain: string | null, industry: string | null, employees: number | null, city: string | null, country: string | null, tags: Array<string> | null, ours: boolean | null, emails?: Array<{ id: string, address: string | null }>, phones?: Array<{ id: string, address: string | null }>, coveredBy?: { edges: Array<{ as: CoverageRole | null, node: { id: string, name: string | null } }> }, openDeals?: { totalCount: number | null }, strength?: { value: number | null } | null, customFields?: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> }> } | null };

export type OrganizationUpdateMutationVariables = Exact<{
  input: OrganizationUpdateInput;
}>;


export type OrganizationUpdateMutation = { organizationUpdate: { organization: { id: string, version: number | null, name: string | null, kind: OrganizationKind | null, domain: string | null, industry: string | null, employees: number | null, city: string | null, country: string | null, tags: Array<string> | null } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type OrganizationCreateMutationVariables = Exact<{
  input: OrganizationCreateInput;
}>;


export type OrganizationCreateMutation = { organizationCreate: { organization: { id: string, name: string | null } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

export type PeopleQueryVariables = Exact<{
  filter?: PersonFilter | null | undefined;
  orderBy?: Array<PersonOrder> | PersonOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
  count: boolean;
  emails: boolean;
  phones: boolean;
  seat: boolean;
  tie: boolean;
  custom: boolean;
  keys?: Array<string> | string | null | undefined;
}>;


export type PeopleQuery = { people: { totalCount?: number | null, totalCountIsCapped?: boolean | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, externalId: string | null, version: number | null, name: string | null, firstName: string | null, lastName: string | null, city: string | null, country: string | null, language: string | null, contactType: ContactType | null, leadStatus: LeadStatus | null, leadSource: string | null, tags: Array<string> | null, doNotContact: boolean | null, lastContactAt: string | null, emails?: Array<{ id: string, address: string | null }>, phones?: Array<{ id: string, address: string | null }>, roles?: { nodes: Array<{ id: string, title: string | null, organization: { id: string, name: string | null } | null }> }, whoKnows?: { edges: Array<{ strength: number | null, node: { id: string, name: string | null } }> }, customFields?: Array<{ key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null }> }> } | null };

export type CustomValueFragment = { key: string, label: string, type: FieldType, text: string | null, number: number | null, date: string | null, choice: string | null, choices: Array<string> | null, boolean: boolean | null, url: string | null, money: { amount: string | null, currency: string | null } | null };

export type CustomFieldsQueryVariables = Exact<{
  on: FieldOwner;
}>;


export type CustomFieldsQuery = { fieldDefinitions: { nodes: Array<{ id: string, key: string | null, label: string | null, type: FieldType | null, choices: Array<string> | null }> } | null };

export type PersonUpdateMutationVariables = Exact<{
  input: PersonUpdateInput;
}>;


export type PersonUpdateMutation = { personUpdate: { person: { id: string, version: number | null, name: string | null, firstName: string | null, lastName: string | null, city: string | null, country: string | null, language: string | null, contactType: ContactType | null, leadStatus: LeadStatus | null, leadSource: string | null, tags: Array<string> | null } | null, userErrors: Array<{ code: string, reason: string | null, field: Array<string>, message: string }> } | null };

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


export const BulkPeopleDocument = "query BulkPeople($filter: PersonFilter, $after: Cursor) {\n  people(filter: $filter, first: 100, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      version\n      name\n      firstName\n      lastName\n      city\n      country\n      language\n      contactType\n      leadStatus\n      leadSource\n      tags\n    }\n  }\n}" as unknown as TypedDocument<BulkPeopleQuery, BulkPeopleQueryVariables>;

export const BulkOrganizationsDocument = "query BulkOrganizations($filter: OrganizationFilter, $after: Cursor) {\n  organizations(filter: $filter, first: 100, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      version\n      name\n      kind\n      industry\n      employees\n      city\n      country\n      domain\n      tags\n      coveredBy(first: 10, current: true) {\n        edges {\n          as\n          node {\n            id\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<BulkOrganizationsQuery, BulkOrganizationsQueryVariables>;

export const BulkOwnersDocument = "query BulkOwners {\n  users(first: 100, orderBy: [{ field: NAME, direction: ASC }]) {\n    nodes {\n      id\n      name\n      disabled\n    }\n  }\n}" as unknown as TypedDocument<BulkOwnersQuery, BulkOwnersQueryVariables>;

export const CoverageAddManyDocument = "mutation CoverageAddMany($input: CoverageAddManyInput!) {\n  coverageAddMany(input: $input) {\n    organizations {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<CoverageAddManyMutation, CoverageAddManyMutationVariables>;

export const CoverageHandOverDocument = "mutation CoverageHandOver($input: CoverageHandOverInput!) {\n  coverageHandOver(input: $input) {\n    user {\n      id\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<CoverageHandOverMutation, CoverageHandOverMutationVariables>;

export const PersonUpdateManyDocument = "mutation PersonUpdateMany($input: PersonUpdateManyInput!) {\n  personUpdateMany(input: $input) {\n    people {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<PersonUpdateManyMutation, PersonUpdateManyMutationVariables>;

export const PersonArchiveManyDocument = "mutation PersonArchiveMany($input: PersonArchiveManyInput!) {\n  personArchiveMany(input: $input) {\n    people {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<PersonArchiveManyMutation, PersonArchiveManyMutationVariables>;

export const PersonRestoreManyDocument = "mutation PersonRestoreMany($input: PersonRestoreManyInput!) {\n  personRestoreMany(input: $input) {\n    people {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<PersonRestoreManyMutation, PersonRestoreManyMutationVariables>;

export const OrganizationUpdateManyDocument = "mutation OrganizationUpdateMany($input: OrganizationUpdateManyInput!) {\n  organizationUpdateMany(input: $input) {\n    organizations {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<OrganizationUpdateManyMutation, OrganizationUpdateManyMutationVariables>;

export const OrganizationArchiveManyDocument = "mutation OrganizationArchiveMany($input: OrganizationArchiveManyInput!) {\n  organizationArchiveMany(input: $input) {\n    organizations {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<OrganizationArchiveManyMutation, OrganizationArchiveManyMutationVariables>;

export const OrganizationRestoreManyDocument = "mutation OrganizationRestoreMany($input: OrganizationRestoreManyInput!) {\n  organizationRestoreMany(input: $input) {\n    organizations {\n      id\n      version\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<OrganizationRestoreManyMutation, OrganizationRestoreManyMutationVariables>;

export const ChartPeopleDocument = "query ChartPeople($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Person {\n      id\n      lastContactAt\n      influence {\n        value\n      }\n    }\n  }\n}" as unknown as TypedDocument<ChartPeopleQuery, ChartPeopleQueryVariables>;

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

export const OrganizationDocument = "query Organization($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    externalId\n    version\n    createdAt\n    updatedAt\n    archivedAt\n    name\n    kind\n    domain\n    industry\n    employees\n    city\n    country\n    tags\n    ours\n    audience {\n      everybody\n      teams {\n        id\n        name\n      }\n    }\n    emails {\n      id\n      address\n    }\n    phones {\n      id\n      address\n    }\n    partOf {\n      id\n      name\n    }\n    parents(first: 5) {\n      edges {\n        share\n        control\n        node {\n          id\n          name\n        }\n      }\n    }\n    subsidiaries(first: 50) {\n      totalCount\n      edges {\n        share\n        control\n        startedOn\n        endedOn\n        node {\n          id\n          name\n          city\n        }\n      }\n    }\n    units(first: 50) {\n      totalCount\n      nodes {\n        id\n        name\n        kind\n      }\n    }\n    accountTeam {\n      role\n      distance\n      user {\n        id\n        name\n      }\n      through {\n        id\n        name\n      }\n    }\n    rollUp {\n      organizations\n      employees\n      seats\n      vacantSeats\n      people\n      openDeals\n    }\n    customFields {\n      ...CustomValue\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<OrganizationQuery, OrganizationQueryVariables>;

export const OrganizationTiesDocument = "query OrganizationTies($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    strength {\n      value\n      ourPeople\n      theirPeople\n      seated\n      pairs {\n        strength\n        lastContactAt\n        ours {\n          id\n          name\n        }\n        theirs {\n          id\n          name\n        }\n      }\n    }\n    health {\n      value\n      grade\n      inTouch\n      weakest {\n        id\n        name\n      }\n      keyContacts {\n        influence\n        probability60d\n        grade\n        person {\n          id\n          name\n        }\n        knownBy {\n          id\n          name\n        }\n      }\n    }\n    coverage {\n      seats\n      covered\n      singleThreaded\n      hangsOnOne\n      goingCold {\n        id\n        name\n      }\n    }\n    restsOn(first: 5) {\n      edges {\n        share\n        people\n        node {\n          id\n          name\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<OrganizationTiesQuery, OrganizationTiesQueryVariables>;

export const OrganizationPeopleDocument = "query OrganizationPeople($by: OrganizationBy!, $first: Int!, $after: Cursor) {\n  organization(by: $by) {\n    id\n    people(first: $first, after: $after) {\n      totalCount\n      totalCountIsCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        lastContactAt\n        roles(first: 1, current: true) {\n          nodes {\n            id\n            title\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<OrganizationPeopleQuery, OrganizationPeopleQueryVariables>;

export const OrganizationDealsDocument = "query OrganizationDeals($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    openDeals(first: 50) {\n      totalCount\n      nodes {\n        id\n        name\n        stage\n        expectedCloseOn\n        value {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<OrganizationDealsQuery, OrganizationDealsQueryVariables>;

export const OrganizationTimelineDocument = "query OrganizationTimeline($by: OrganizationBy!, $kinds: [InteractionKind!], $first: Int!, $after: Cursor) {\n  organization(by: $by) {\n    id\n    timeline(kinds: $kinds, first: $first, after: $after) {\n      ...TimelinePage\n    }\n  }\n}\nfragment TimelinePage on InteractionConnection {\n  totalCount\n  totalCountIsCapped\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    ...InteractionFields\n  }\n}\nfragment InteractionFields on Interaction {\n  id\n  kind\n  occurredAt\n  subject\n  durationMinutes\n  participants {\n    part\n    person {\n      id\n      name\n    }\n  }\n  concerns {\n    __typename\n    id\n    name\n  }\n}" as unknown as TypedDocument<OrganizationTimelineQuery, OrganizationTimelineQueryVariables>;

export const OrganizationWorkDocument = "query OrganizationWork($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    tasks(first: 50, orderBy: [{ field: DUE_ON, direction: ASC }]) {\n      ...TasksShown\n    }\n    notes(first: 50, orderBy: [{ field: CREATED_AT, direction: DESC }]) {\n      ...NotesShown\n    }\n  }\n}\nfragment TasksShown on TaskConnection {\n  totalCount\n  nodes {\n    ...TaskFields\n  }\n}\nfragment TaskFields on Task {\n  id\n  version\n  title\n  description\n  status\n  priority\n  dueOn\n  doneOn\n  createdAt\n  introductionOutcome\n  assignee {\n    id\n    name\n  }\n  requester {\n    id\n    name\n  }\n  goBetween {\n    id\n    name\n  }\n  about {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n    ... on Interaction {\n      subject\n    }\n  }\n}\nfragment NotesShown on NoteConnection {\n  totalCount\n  nodes {\n    ...NoteFields\n  }\n}\nfragment NoteFields on Note {\n  id\n  version\n  createdAt\n  updatedAt\n  text\n}" as unknown as TypedDocument<OrganizationWorkQuery, OrganizationWorkQueryVariables>;

export const OrganizationHistoryDocument = "query OrganizationHistory($by: OrganizationBy!, $first: Int!, $after: Cursor) {\n  organization(by: $by) {\n    id\n    history(first: $first, after: $after) {\n      ...HistoryPage\n    }\n  }\n}\nfragment HistoryPage on HistoryEntryConnection {\n  totalCount\n  totalCountIsCapped\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    ...HistoryFields\n  }\n}\nfragment HistoryFields on HistoryEntry {\n  id\n  at\n  kind\n  type\n  reason\n  importRun\n  by {\n    id\n    name\n  }\n  other {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n    ... on Deal {\n      name\n    }\n    ... on Role {\n      title\n    }\n  }\n  changes {\n    field\n    before\n    after\n  }\n  says {\n    field\n    value\n  }\n}" as unknown as TypedDocument<OrganizationHistoryQuery, OrganizationHistoryQueryVariables>;

export const OrganizationsDocument = "query Organizations($filter: OrganizationFilter, $orderBy: [OrganizationOrder!], $first: Int!, $after: Cursor, $count: Boolean!, $emails: Boolean!, $phones: Boolean!, $owner: Boolean!, $deals: Boolean!, $strength: Boolean!, $custom: Boolean!, $keys: [FieldKey!]) {\n  organizations(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n    totalCount @include(if: $count)\n    totalCountIsCapped @include(if: $count)\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      externalId\n      version\n      name\n      kind\n      domain\n      industry\n      employees\n      city\n      country\n      tags\n      ours\n      emails @include(if: $emails) {\n        id\n        address\n      }\n      phones @include(if: $phones) {\n        id\n        address\n      }\n      coveredBy(first: 1, current: true) @include(if: $owner) {\n        edges {\n          as\n          node {\n            id\n            name\n          }\n        }\n      }\n      openDeals(first: 1) @include(if: $deals) {\n        totalCount\n      }\n      strength @include(if: $strength) {\n        value\n      }\n      customFields(keys: $keys) @include(if: $custom) {\n        ...CustomValue\n      }\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<OrganizationsQuery, OrganizationsQueryVariables>;

export const OrganizationUpdateDocument = "mutation OrganizationUpdate($input: OrganizationUpdateInput!) {\n  organizationUpdate(input: $input) {\n    organization {\n      id\n      version\n      name\n      kind\n      domain\n      industry\n      employees\n      city\n      country\n      tags\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<OrganizationUpdateMutation, OrganizationUpdateMutationVariables>;

export const OrganizationCreateDocument = "mutation OrganizationCreate($input: OrganizationCreateInput!) {\n  organizationCreate(input: $input) {\n    organization {\n      id\n      name\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<OrganizationCreateMutation, OrganizationCreateMutationVariables>;

export const PeopleDocument = "query People($filter: PersonFilter, $orderBy: [PersonOrder!], $first: Int!, $after: Cursor, $count: Boolean!, $emails: Boolean!, $phones: Boolean!, $seat: Boolean!, $tie: Boolean!, $custom: Boolean!, $keys: [FieldKey!]) {\n  people(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n    totalCount @include(if: $count)\n    totalCountIsCapped @include(if: $count)\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      externalId\n      version\n      name\n      firstName\n      lastName\n      city\n      country\n      language\n      contactType\n      leadStatus\n      leadSource\n      tags\n      doNotContact\n      lastContactAt\n      emails @include(if: $emails) {\n        id\n        address\n      }\n      phones @include(if: $phones) {\n        id\n        address\n      }\n      roles(first: 1, current: true) @include(if: $seat) {\n        nodes {\n          id\n          title\n          organization {\n            id\n            name\n          }\n        }\n      }\n      whoKnows(first: 1) @include(if: $tie) {\n        edges {\n          strength\n          node {\n            id\n            name\n          }\n        }\n      }\n      customFields(keys: $keys) @include(if: $custom) {\n        ...CustomValue\n      }\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<PeopleQuery, PeopleQueryVariables>;

export const CustomFieldsDocument = "query CustomFields($on: FieldOwner!) {\n  fieldDefinitions(first: 100, filter: { on: { eq: $on } }) {\n    nodes {\n      id\n      key\n      label\n      type\n      choices\n    }\n  }\n}" as unknown as TypedDocument<CustomFieldsQuery, CustomFieldsQueryVariables>;

export const PersonUpdateDocument = "mutation PersonUpdate($input: PersonUpdateInput!) {\n  personUpdate(input: $input) {\n    person {\n      id\n      version\n      name\n      firstName\n      lastName\n      city\n      country\n      language\n      contactType\n      leadStatus\n      leadSource\n      tags\n    }\n    userErrors {\n      code\n      reason\n      field\n      message\n    }\n  }\n}" as unknown as TypedDocument<PersonUpdateMutation, PersonUpdateMutationVariables>;

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
