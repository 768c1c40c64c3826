/** A small colonnade: the building that the project is named after. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} fill="currentColor" aria-hidden>
      <path d="M5 3.5h22L30 9H2ZM4 11h24v2H4ZM5 15h3v10H5Zm6.33 0h3v10h-3Zm6.34 0h3v10h-3ZM24 15h3v10h-3ZM2 27h28v2.5H2Z" />
    </svg>
  );
}
