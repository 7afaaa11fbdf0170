// Made by codegen.mjs: do not edit.
import type { TypedDocumentNode } from "urql";
import type {
  ExportStartMutation,
  ExportStartMutationVariables,
  ExportJobQuery,
  ExportJobQueryVariables,
  ExportCancelMutation,
  ExportCancelMutationVariables,
} from "../gql";

type TypedDocument<Data, Variables> = TypedDocumentNode<Data, Variables & Record<string, unknown>>;

export const ExportStartDocument = "mutation ExportStart($input: ExportStartInput!) {\n  exportStart(input: $input) {\n    job {\n      id\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<ExportStartMutation, ExportStartMutationVariables>;

export const ExportJobDocument = "query ExportJob($id: ID!) {\n  job(id: $id) {\n    id\n    state\n    done\n    total\n    downloadId\n    message\n  }\n}" as unknown as TypedDocument<ExportJobQuery, ExportJobQueryVariables>;

export const ExportCancelDocument = "mutation ExportCancel($input: JobCancelInput!) {\n  jobCancel(input: $input) {\n    job {\n      id\n    }\n    userErrors {\n      ...Faults\n    }\n  }\n}\nfragment Faults on UserError {\n  code\n  reason\n  field\n  message\n}" as unknown as TypedDocument<ExportCancelMutation, ExportCancelMutationVariables>;
