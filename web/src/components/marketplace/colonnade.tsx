const COLUMNS = [0, 1, 2, 3, 4, 5, 6, 7];

/** A stoa in outline, seen from the square: a long roof on a row of columns, running out of sight. Ornament only. */
export function Colonnade({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 560 210"
      fill="none"
      stroke="currentColor"
      strokeWidth="1"
      className={className}
      style={{ maskImage: "linear-gradient(to right, transparent, black 55%)" }}
      aria-hidden
    >
      <path d="M0 18H534L556 50H0 M0 26H540 M0 34H545 M0 42H550" />
      <path d="M0 50H556V58H0 M0 58H548V70H0 M0 64H548" />
      {COLUMNS.map((column) => {
        const x = 18 + column * 68;
        return (
          <g key={column}>
            <path d={`M${x} 70h30v6h-30z M${x + 4} 76 ${x + 2} 176h26L${x + 26} 76`} />
            <path
              d={`M${x + 9} 78 ${x + 8} 174 M${x + 13} 78 ${x + 12.5} 174 M${x + 17} 78 ${x + 17.5} 174 M${x + 21} 78 ${x + 22} 174`}
              opacity="0.55"
            />
            <path d={`M${x - 1} 176h32v5h-32z`} />
          </g>
        );
      })}
      <path d="M0 181H552V189H0 M0 189H558V198H0 M0 198H560V207H0" />
    </svg>
  );
}
