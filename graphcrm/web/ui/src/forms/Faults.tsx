/** What the server would not take, in its words. */
export function Faults({ faults }: { faults: { message: string }[] }) {
  if (!faults.length) return null;
  return (
    <ul className="faults" role="alert">
      {faults.map((fault) => (
        <li key={fault.message}>{fault.message}</li>
      ))}
    </ul>
  );
}
