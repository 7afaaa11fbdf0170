// Made by codegen.mjs: do not edit.
import type { TypedDocumentNode } from "urql";
import type {
  AdminUsersQuery,
  AdminUsersQueryVariables,
  AdminUserQuery,
  AdminUserQueryVariables,
  UserNamesQuery,
  UserNamesQueryVariables,
  UserCreateMutation,
  UserCreateMutationVariables,
  UserUpdateMutation,
  UserUpdateMutationVariables,
  UserRoleSetMutation,
  UserRoleSetMutationVariables,
  UserDisableMutation,
  UserDisableMutationVariables,
  UserEnableMutation,
  UserEnableMutationVariables,
  UserPersonAddMutation,
  UserPersonAddMutationVariables,
  UserPersonRetractMutation,
  UserPersonRetractMutationVariables,
  TokenRevokeMutation,
  TokenRevokeMutationVariables,
  SessionRevokeMutation,
  SessionRevokeMutationVariables,
  AdminTeamsQuery,
  AdminTeamsQueryVariables,
  AdminTeamQuery,
  AdminTeamQueryVariables,
  TeamCreateMutation,
  TeamCreateMutationVariables,
  TeamUpdateMutation,
  TeamUpdateMutationVariables,
  TeamArchiveMutation,
  TeamArchiveMutationVariables,
  TeamRestoreMutation,
  TeamRestoreMutationVariables,
  TeamMemberSetMutation,
  TeamMemberSetMutationVariables,
  CoverageAddMutation,
  CoverageAddMutationVariables,
  CoverageEndMutation,
  CoverageEndMutationVariables,
  AdminFieldsQuery,
  AdminFieldsQueryVariables,
  AdminFieldNowQuery,
  AdminFieldNowQueryVariables,
  FieldDefinitionCreateMutation,
  FieldDefinitionCreateMutationVariables,
  FieldDefinitionUpdateMutation,
  FieldDefinitionUpdateMutationVariables,
  FieldDefinitionArchiveMutation,
  FieldDefinitionArchiveMutationVariables,
  FieldDefinitionRestoreMutation,
  FieldDefinitionRestoreMutationVariables,
  AdminDutiesQuery,
  AdminDutiesQueryVariables,
  DutyProposeMutation,
  DutyProposeMutationVariables,
  DutyConfirmMutation,
  DutyConfirmMutationVariables,
  DutyEndMutation,
  DutyEndMutationVariables,
  DutyReviewMutation,
  DutyReviewMutationVariables,
  AdminJobsQuery,
  AdminJobsQueryVariables,
  JobStartMutation,
  JobStartMutationVariables,
  JobCancelMutation,
  JobCancelMutationVariables,
  AuditTrailQuery,
  AuditTrailQueryVariables,
} from "../gql";

type TypedDocument<Data, Variables> = TypedDocumentNode<Data, Variables & Record<string, unknown>>;

export const AdminUsersDocument = "query AdminUsers($filter: UserFilter, $first: Int!, $after: Cursor) {\n  users(\n    filter: $filter\n    orderBy: [{ field: NAME, direction: ASC }]\n    first: $first\n    after: $after\n  ) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...AdminUserRow\n      teams(first: 5) {\n        totalCount\n        nodes {\n          id\n          name\n        }\n      }\n      sessions {\n        seenAt\n      }\n    }\n  }\n}\nfragment AdminUserRow on User {\n  id\n  version\n  name\n  email\n  accessRoles\n  disabled\n}" as unknown as TypedDocument<AdminUsersQuery, AdminUsersQueryVariables>;

export const AdminUserDocument = "query AdminUser($id: ID!) {\n  user(by: { id: $id }) {\n    ...AdminUserRow\n    createdAt\n    person {\n      id\n      name\n    }\n    teams(first: 50) {\n      edges {\n        startedOn\n        endedOn\n        node {\n          id\n          name\n        }\n      }\n    }\n    covers(first: 50, current: true) {\n      totalCount\n      edges {\n        as\n        withSubsidiaries\n        startedOn\n        endedOn\n        node {\n          id\n          name\n        }\n      }\n    }\n    tokens {\n      prefix\n      role\n      scopes\n      createdAt\n      expiresAt\n      usedAt\n    }\n    sessions {\n      id\n      agent\n      createdAt\n      seenAt\n      endsAt\n    }\n  }\n}\nfragment AdminUserRow on User {\n  id\n  version\n  name\n  email\n  accessRoles\n  disabled\n}" as unknown as TypedDocument<AdminUserQuery, AdminUserQueryVariables>;

export const UserNamesDocument = "query UserNames($filter: UserFilter) {\n  users(filter: $filter, orderBy: [{ field: NAME, direction: ASC }], first: 20) {\n    nodes {\n      id\n      name\n      email\n      disabled\n    }\n  }\n}" as unknown as TypedDocument<UserNamesQuery, UserNamesQueryVariables>;

export const UserCreateDocument = "mutation UserCreate($input: UserCreateInput!) {\n  userCreate(input: $input) {\n    user {\n      id\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<UserCreateMutation, UserCreateMutationVariables>;

export const UserUpdateDocument = "mutation UserUpdate($input: UserUpdateInput!) {\n  userUpdate(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<UserUpdateMutation, UserUpdateMutationVariables>;

export const UserRoleSetDocument = "mutation UserRoleSet($input: UserRoleSetInput!) {\n  userRoleSet(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<UserRoleSetMutation, UserRoleSetMutationVariables>;

export const UserDisableDocument = "mutation UserDisable($input: UserDisableInput!) {\n  userDisable(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<UserDisableMutation, UserDisableMutationVariables>;

export const UserEnableDocument = "mutation UserEnable($input: UserEnableInput!) {\n  userEnable(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<UserEnableMutation, UserEnableMutationVariables>;

export const UserPersonAddDocument = "mutation UserPersonAdd($input: UserPersonAddInput!) {\n  userPersonAdd(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<UserPersonAddMutation, UserPersonAddMutationVariables>;

export const UserPersonRetractDocument = "mutation UserPersonRetract($input: UserPersonRetractInput!) {\n  userPersonRetract(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<UserPersonRetractMutation, UserPersonRetractMutationVariables>;

export const TokenRevokeDocument = "mutation TokenRevoke($input: TokenRevokeInput!) {\n  tokenRevoke(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<TokenRevokeMutation, TokenRevokeMutationVariables>;

export const SessionRevokeDocument = "mutation SessionRevoke($input: SessionRevokeInput!) {\n  sessionRevoke(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<SessionRevokeMutation, SessionRevokeMutationVariables>;

export const AdminTeamsDocument = "query AdminTeams($filter: TeamFilter, $first: Int!, $after: Cursor) {\n  teams(\n    filter: $filter\n    orderBy: [{ field: NAME, direction: ASC }]\n    first: $first\n    after: $after\n  ) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      archivedAt\n      parent {\n        id\n        name\n      }\n      members(first: 5) {\n        totalCount\n        nodes {\n          id\n          name\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<AdminTeamsQuery, AdminTeamsQueryVariables>;

export const AdminTeamDocument = "query AdminTeam($id: ID!) {\n  team(by: { id: $id }) {\n    id\n    version\n    name\n    archivedAt\n    parent {\n      id\n      name\n    }\n    teams(first: 50) {\n      nodes {\n        id\n        name\n      }\n    }\n    members(first: 100) {\n      totalCount\n      edges {\n        startedOn\n        endedOn\n        node {\n          id\n          name\n          accessRoles\n          disabled\n          covers(first: 50, current: true) {\n            totalCount\n            edges {\n              as\n              withSubsidiaries\n              startedOn\n              endedOn\n              node {\n                id\n                name\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}" as unknown as TypedDocument<AdminTeamQuery, AdminTeamQueryVariables>;

export const TeamCreateDocument = "mutation TeamCreate($input: TeamCreateInput!) {\n  teamCreate(input: $input) {\n    team {\n      id\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<TeamCreateMutation, TeamCreateMutationVariables>;

export const TeamUpdateDocument = "mutation TeamUpdate($input: TeamUpdateInput!) {\n  teamUpdate(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<TeamUpdateMutation, TeamUpdateMutationVariables>;

export const TeamArchiveDocument = "mutation TeamArchive($input: TeamArchiveInput!) {\n  teamArchive(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<TeamArchiveMutation, TeamArchiveMutationVariables>;

export const TeamRestoreDocument = "mutation TeamRestore($input: TeamRestoreInput!) {\n  teamRestore(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<TeamRestoreMutation, TeamRestoreMutationVariables>;

export const TeamMemberSetDocument = "mutation TeamMemberSet($input: TeamMemberSetInput!) {\n  teamMemberSet(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<TeamMemberSetMutation, TeamMemberSetMutationVariables>;

export const CoverageAddDocument = "mutation CoverageAdd($input: CoverageAddInput!) {\n  coverageAdd(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<CoverageAddMutation, CoverageAddMutationVariables>;

export const CoverageEndDocument = "mutation CoverageEnd($input: CoverageEndInput!) {\n  coverageEnd(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<CoverageEndMutation, CoverageEndMutationVariables>;

export const AdminFieldsDocument = "query AdminFields($filter: FieldDefinitionFilter, $first: Int!, $after: Cursor) {\n  fieldDefinitions(\n    filter: $filter\n    orderBy: [{ field: LABEL, direction: ASC }]\n    first: $first\n    after: $after\n  ) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...AdminField\n    }\n  }\n}\nfragment AdminField on FieldDefinition {\n  id\n  version\n  archivedAt\n  on\n  key\n  label\n  description\n  type\n  required\n  minimum\n  maximum\n  pattern\n  choices\n  sensitivity\n}" as unknown as TypedDocument<AdminFieldsQuery, AdminFieldsQueryVariables>;

export const AdminFieldNowDocument = "query AdminFieldNow($id: ID!) {\n  fieldDefinition(by: { id: $id }) {\n    ...AdminField\n  }\n}\nfragment AdminField on FieldDefinition {\n  id\n  version\n  archivedAt\n  on\n  key\n  label\n  description\n  type\n  required\n  minimum\n  maximum\n  pattern\n  choices\n  sensitivity\n}" as unknown as TypedDocument<AdminFieldNowQuery, AdminFieldNowQueryVariables>;

export const FieldDefinitionCreateDocument = "mutation FieldDefinitionCreate($input: FieldDefinitionCreateInput!) {\n  fieldDefinitionCreate(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<FieldDefinitionCreateMutation, FieldDefinitionCreateMutationVariables>;

export const FieldDefinitionUpdateDocument = "mutation FieldDefinitionUpdate($input: FieldDefinitionUpdateInput!) {\n  fieldDefinitionUpdate(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<FieldDefinitionUpdateMutation, FieldDefinitionUpdateMutationVariables>;

export const FieldDefinitionArchiveDocument = "mutation FieldDefinitionArchive($input: FieldDefinitionArchiveInput!) {\n  fieldDefinitionArchive(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<FieldDefinitionArchiveMutation, FieldDefinitionArchiveMutationVariables>;

export const FieldDefinitionRestoreDocument = "mutation FieldDefinitionRestore($input: FieldDefinitionRestoreInput!) {\n  fieldDefinitionRestore(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<FieldDefinitionRestoreMutation, FieldDefinitionRestoreMutationVariables>;

export const AdminDutiesDocument = "query AdminDuties($openReview: Boolean!, $first: Int!) {\n  duties(openReview: $openReview, first: $first) {\n    id\n    duty\n    state\n    reason\n    requestNumber\n    proposedAt\n    endsAt\n    endedAt\n    outcome\n    user {\n      id\n      name\n    }\n    proposedBy {\n      id\n      name\n    }\n    confirmedBy {\n      id\n      name\n    }\n  }\n}" as unknown as TypedDocument<AdminDutiesQuery, AdminDutiesQueryVariables>;

export const DutyProposeDocument = "mutation DutyPropose($input: DutyProposeInput!) {\n  dutyPropose(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<DutyProposeMutation, DutyProposeMutationVariables>;

export const DutyConfirmDocument = "mutation DutyConfirm($input: DutyConfirmInput!) {\n  dutyConfirm(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<DutyConfirmMutation, DutyConfirmMutationVariables>;

export const DutyEndDocument = "mutation DutyEnd($input: DutyEndInput!) {\n  dutyEnd(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<DutyEndMutation, DutyEndMutationVariables>;

export const DutyReviewDocument = "mutation DutyReview($input: DutyReviewInput!) {\n  dutyReview(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<DutyReviewMutation, DutyReviewMutationVariables>;

export const AdminJobsDocument = "query AdminJobs($first: Int!, $after: Cursor) {\n  jobs(first: $first, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      kind\n      state\n      done\n      total\n      message\n      createdAt\n      startedAt\n      finishedAt\n    }\n  }\n}" as unknown as TypedDocument<AdminJobsQuery, AdminJobsQueryVariables>;

export const JobStartDocument = "mutation JobStart($input: JobStartInput!) {\n  jobStart(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<JobStartMutation, JobStartMutationVariables>;

export const JobCancelDocument = "mutation JobCancel($input: JobCancelInput!) {\n  jobCancel(input: $input) {\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<JobCancelMutation, JobCancelMutationVariables>;

export const AuditTrailDocument = "query AuditTrail($act: String, $decision: String, $subject: String, $actor: String, $first: Int!, $after: Cursor) {\n  auditTrail(\n    act: $act\n    decision: $decision\n    subject: $subject\n    actor: $actor\n    first: $first\n    after: $after\n  ) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      at\n      actor\n      act\n      type\n      subject\n      fields\n      purpose\n      decision\n      times\n      number\n    }\n  }\n}" as unknown as TypedDocument<AuditTrailQuery, AuditTrailQueryVariables>;
