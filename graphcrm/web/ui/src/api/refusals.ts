import type { Failure } from "./failures";

type Refusals = { errors?: { message: string; extensions?: { code?: string; reason?: string; requestId?: string } }[] };

/** Why an address that speaks plain JSON refused. */
export async function refusal(reply: Response): Promise<Failure> {
  const told = (await reply.json().catch(() => ({}))) as Refusals;
  const first = told.errors?.[0];
  return {
    code: first?.extensions?.code ?? `HTTP ${reply.status}`,
    message: first?.message ?? reply.statusText,
    requestId: first?.extensions?.requestId ?? reply.headers.get("x-request-id") ?? "",
    reason: first?.extensions?.reason ?? "",
  };
}
