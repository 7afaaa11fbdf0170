// Made by codegen.mjs: do not edit.
import type { TypedDocumentNode } from "urql";
import type {
  DuplicatesQuery,
  DuplicatesQueryVariables,
  DuplicateJudgeMutation,
  DuplicateJudgeMutationVariables,
  MergedRecordsQuery,
  MergedRecordsQueryVariables,
  PersonMergeMutation,
  PersonMergeMutationVariables,
  OrganizationMergeMutation,
  OrganizationMergeMutationVariables,
  MergeUndoMutation,
  MergeUndoMutationVariables,
  PersonMergesQuery,
  PersonMergesQueryVariables,
  OrganizationMergesQuery,
  OrganizationMergesQueryVariables,
} from "../gql";

type TypedDocument<Data, Variables> = TypedDocumentNode<Data, Variables & Record<string, unknown>>;

export const DuplicatesDocument = "query Duplicates($noun: DuplicateNoun!, $first: Int!, $after: Cursor) {\n  duplicates(noun: $noun, first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      first {\n        ...DuplicateRecord\n      }\n      second {\n        ...DuplicateRecord\n      }\n      score\n      fields {\n        field\n        agreement\n        weight\n        first\n        second\n      }\n      judgements {\n        id\n        verdict\n        machine\n        by {\n          id\n          name\n        }\n        at\n        reason\n      }\n      others {\n        ...DuplicateRecord\n      }\n    }\n  }\n}\nfragment DuplicateRecord on Party {\n  __typename\n  id\n  name\n}" as unknown as TypedDocument<DuplicatesQuery, DuplicatesQueryVariables>;

export const DuplicateJudgeDocument = "mutation DuplicateJudge($input: DuplicateJudgeInput!) {\n  duplicateJudge(input: $input) {\n    judgementId\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<DuplicateJudgeMutation, DuplicateJudgeMutationVariables>;

export const MergedRecordsDocument = "query MergedRecords($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    __typename\n    id\n    ... on Person {\n      createdAt\n      archivedAt\n      name\n      firstName\n      lastName\n      city\n      country\n      language\n      timeZone\n      birthday\n      linkedin\n      x\n      facebook\n      website\n      contactType\n      leadSource\n      leadStatus\n      expectedValue {\n        amount\n        currency\n      }\n      targetCloseOn\n      tags\n      doNotContact\n      objectsToProfiling\n      customFields {\n        ...CustomValue\n      }\n    }\n    ... on Organization {\n      createdAt\n      archivedAt\n      name\n      kind\n      domain\n      industry\n      employees\n      city\n      country\n      latitude\n      longitude\n      tags\n      ours\n      customFields {\n        ...CustomValue\n      }\n    }\n  }\n}\nfragment CustomValue on CustomFieldValue {\n  key\n  label\n  type\n  text\n  number\n  money {\n    amount\n    currency\n  }\n  date\n  choice\n  choices\n  boolean\n  url\n}" as unknown as TypedDocument<MergedRecordsQuery, MergedRecordsQueryVariables>;

export const PersonMergeDocument = "mutation PersonMerge($input: PersonMergeInput!) {\n  personMerge(input: $input) {\n    person {\n      id\n      name\n    }\n    mergeId\n    report\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<PersonMergeMutation, PersonMergeMutationVariables>;

export const OrganizationMergeDocument = "mutation OrganizationMerge($input: OrganizationMergeInput!) {\n  organizationMerge(input: $input) {\n    organization {\n      id\n      name\n    }\n    mergeId\n    report\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<OrganizationMergeMutation, OrganizationMergeMutationVariables>;

export const MergeUndoDocument = "mutation MergeUndo($input: MergeUndoInput!) {\n  mergeUndo(input: $input) {\n    restored\n    kept\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<MergeUndoMutation, MergeUndoMutationVariables>;

export const PersonMergesDocument = "query PersonMerges($by: PersonBy!) {\n  person(by: $by) {\n    id\n    merges {\n      ...MergeShown\n    }\n  }\n}\nfragment MergeShown on Merge {\n  id\n  at\n  by {\n    id\n    name\n  }\n  absorbedIds\n  undoneAt\n}" as unknown as TypedDocument<PersonMergesQuery, PersonMergesQueryVariables>;

export const OrganizationMergesDocument = "query OrganizationMerges($by: OrganizationBy!) {\n  organization(by: $by) {\n    id\n    merges {\n      ...MergeShown\n    }\n  }\n}\nfragment MergeShown on Merge {\n  id\n  at\n  by {\n    id\n    name\n  }\n  absorbedIds\n  undoneAt\n}" as unknown as TypedDocument<OrganizationMergesQuery, OrganizationMergesQueryVariables>;
