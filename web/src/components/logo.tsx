/** A small colonnade: the building that the project is named after. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} fill="currentColor" aria-hidden>
      <path d="M16 3 29 9.5V12H3V9.5ZM5 14h4v11H5Zm9 0h4v11h-4Zm9 0h4v11h-4ZM3 27h26v2.5H3Z" />
    </svg>
  );
}
