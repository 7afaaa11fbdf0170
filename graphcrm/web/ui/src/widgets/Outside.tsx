/** A way out of graphcrm, for addresses that browsers may safely follow; others are text. */
export function Outside({ to }: { to: string | null }) {
  if (!to) return null;
  if (!/^https?:\/\//i.test(to)) return <span>{to}</span>;
  return (
    <a href={to} target="_blank" rel="noopener noreferrer" className="ref">
      {to.replace(/^https?:\/\//i, "")}
    </a>
  );
}
