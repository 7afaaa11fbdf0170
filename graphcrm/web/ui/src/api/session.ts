import type { ViewerQuery } from "../gql";
import { Store } from "./store";

export type Viewer = NonNullable<ViewerQuery["viewer"]>;
/** asking: not known yet; none: nobody; ended: somebody was, and their page is still there; in: signed in. */
export type Session = { state: "asking" | "none" | "ended" | "in"; viewer: Viewer | null };

export const session = new Store<Session>({ state: "asking", viewer: null });

/** The server took the request for nobody's. */
export function refused(): void {
  const now = session.get();
  if (now.state === "in") session.set({ state: "ended", viewer: now.viewer });
  else if (now.state === "asking") session.set({ state: "none", viewer: null });
}

export function entered(viewer: Viewer): void {
  const before = session.get().viewer;
  if (before && before.id !== viewer.id) {
    // What is on the screen was another person's.
    sessionStorage.clear();
    location.reload();
    return;
  }
  session.set({ state: "in", viewer });
}

export type Refusal = { message: string; code: string; requestId: string; retryAfter: number };

/** Asks one of the addresses of `/auth`; what it refuses is thrown as a Refusal. */
export async function authenticate(path: string, content: Record<string, string>): Promise<void> {
  const reply = await fetch(`/auth/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Graphcrm": "1" },
    body: JSON.stringify(content),
  });
  if (reply.ok) {
    await reply.text();
    return;
  }
  type Told = { errors?: { message: string; extensions?: { code: string } }[] };
  const told = (await reply.json().catch(() => ({}))) as Told;
  throw {
    message: told.errors?.[0]?.message ?? reply.statusText,
    code: told.errors?.[0]?.extensions?.code ?? "INTERNAL",
    requestId: reply.headers.get("x-request-id") ?? "",
    retryAfter: Number(reply.headers.get("retry-after") ?? 0),
  } satisfies Refusal;
}

export async function leave(): Promise<void> {
  await authenticate("logout", {});
  sessionStorage.clear();
  location.assign("/sign-in");
}

export function may(permission: string): boolean {
  return session.get().viewer?.permissions?.includes(permission) ?? false;
}
