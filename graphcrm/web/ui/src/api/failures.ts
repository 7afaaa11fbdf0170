import type { CombinedError } from "urql";

/** What went wrong, in the words of the server, and how to name it when asking for help. */
export type Failure = { code: string; message: string; requestId: string; reason: string };

export function failureOf(error: CombinedError | undefined): Failure | null {
  if (!error) return null;
  const first = error.graphQLErrors[0];
  const told = (first?.extensions ?? {}) as { code?: string; requestId?: string; reason?: string };
  const response = error.response as Response | undefined;
  return {
    code: told.code ?? (response ? `HTTP ${response.status}` : "OFFLINE"),
    message: first?.message ?? error.networkError?.message ?? error.message,
    requestId: told.requestId ?? response?.headers?.get("x-request-id") ?? "",
    reason: told.reason ?? "",
  };
}
