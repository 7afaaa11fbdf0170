import { cacheExchange, Client, fetchExchange } from "urql";
import { lost } from "./connection";
import { refused } from "./session";

/** Requests of the page: who is no longer signed in, and a server that does not answer, are noticed here, once for all. */
export async function send(address: RequestInfo | URL, options?: RequestInit): Promise<Response> {
  let reply: Response;
  try {
    reply = await fetch(address, options);
  } catch (error) {
    if ((error as Error).name !== "AbortError") lost();
    throw error;
  }
  if (reply.status === 401) refused();
  // 504 is a question that took too long: the server is there.
  if (reply.status === 502 || reply.status === 503) lost();
  return reply;
}

export const client = new Client({
  url: "/graphql",
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  requestPolicy: "cache-and-network",
  fetch: send,
  fetchOptions: { credentials: "same-origin", headers: { "X-Graphcrm": "1" } },
});
