const COLUMNS = [0, 1, 2, 3, 4, 5];

/** A stoa in outline: steps, a row of columns, a roof. Ornament only. */
export function Colonnade({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 420 220"
      fill="none"
      stroke="currentColor"
      strokeWidth="1"
      className={className}
      aria-hidden
    >
      <path d="M8 62 210 6 412 62Z M40 58 210 14 380 58" />
      <path d="M4 62H416V74H4Z M14 74V82H406V74" />
      {COLUMNS.map((column) => {
        const x = 28 + column * 68;
        return (
          <g key={column}>
            <path d={`M${x} 82h24v6h-24z M${x + 3} 88 ${x + 1} 190h22L${x + 21} 88`} />
            <path
              d={`M${x + 8} 90 ${x + 7} 188 M${x + 12} 90V188 M${x + 16} 90 ${x + 17} 188`}
              opacity="0.6"
            />
            <path d={`M${x - 2} 190h28v5h-28z`} />
          </g>
        );
      })}
      <path d="M10 195H410V203H10Z M2 203H418V211H2Z M-6 211H426V219H-6Z" />
    </svg>
  );
}
