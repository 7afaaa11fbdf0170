// Made by codegen.mjs: do not edit.
import type { TypedDocumentNode } from "urql";
import type {
  ImportJobsQuery,
  ImportJobsQueryVariables,
  ImportUndosQuery,
  ImportUndosQueryVariables,
  OneImportQuery,
  OneImportQueryVariables,
  ImportStartMutation,
  ImportStartMutationVariables,
  ImportUndoMutation,
  ImportUndoMutationVariables,
  ImportCancelMutation,
  ImportCancelMutationVariables,
  ImportMatchesQuery,
  ImportMatchesQueryVariables,
} from "../gql";

type TypedDocument<Data, Variables> = TypedDocumentNode<Data, Variables & Record<string, unknown>>;

export const ImportJobsDocument = "query ImportJobs($first: Int!, $after: Cursor) {\n  jobs(kind: \"import\", first: $first, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...ImportJob\n    }\n  }\n}\nfragment ImportJob on Job {\n  id\n  kind\n  state\n  done\n  total\n  parameters\n  result\n  downloadId\n  message\n  createdAt\n  finishedAt\n}" as unknown as TypedDocument<ImportJobsQuery, ImportJobsQueryVariables>;

export const ImportUndosDocument = "query ImportUndos {\n  jobs(kind: \"import_undo\", first: 100) {\n    nodes {\n      id\n      state\n      result\n    }\n  }\n}" as unknown as TypedDocument<ImportUndosQuery, ImportUndosQueryVariables>;

export const OneImportDocument = "query OneImport($id: ID!) {\n  job(id: $id) {\n    ...ImportJob\n  }\n}\nfragment ImportJob on Job {\n  id\n  kind\n  state\n  done\n  total\n  parameters\n  result\n  downloadId\n  message\n  createdAt\n  finishedAt\n}" as unknown as TypedDocument<OneImportQuery, OneImportQueryVariables>;

export const ImportStartDocument = "mutation ImportStart($input: ImportStartInput!) {\n  importStart(input: $input) {\n    job {\n      id\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<ImportStartMutation, ImportStartMutationVariables>;

export const ImportUndoDocument = "mutation ImportUndo($input: ImportUndoInput!) {\n  importUndo(input: $input) {\n    job {\n      id\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<ImportUndoMutation, ImportUndoMutationVariables>;

export const ImportCancelDocument = "mutation ImportCancel($input: JobCancelInput!) {\n  jobCancel(input: $input) {\n    job {\n      id\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<ImportCancelMutation, ImportCancelMutationVariables>;

export const ImportMatchesDocument = "query ImportMatches($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    __typename\n    id\n    ... on Person {\n      name\n    }\n    ... on Organization {\n      name\n    }\n  }\n}" as unknown as TypedDocument<ImportMatchesQuery, ImportMatchesQueryVariables>;
