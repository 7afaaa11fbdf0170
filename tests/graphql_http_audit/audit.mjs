import { auditServer } from 'graphql-http';
const [url, token] = process.argv.slice(2);
const fetchFn = (input, init = {}) => fetch(input, { ...init, headers: { ...(init.headers || {}), authorization: `Bearer ${token}` } });
const results = await auditServer({ url, fetchFn });
let bad = 0;
for (const r of results) if (r.status !== 'ok') { bad++; console.log(r.status, r.id, r.name, r.reason); }
console.log(`${results.length - bad} passed, ${bad} failed`);
process.exit(bad ? 1 : 0);
