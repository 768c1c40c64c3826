import { Star } from "lucide-react";
import { useId } from "react";
import { cn } from "../../lib/cn.ts";

const ALL = [1, 2, 3, 4, 5];

/** A rating from 0 to 5. */
export function Stars({ stars }: { stars: number }) {
  return (
    <span role="img" aria-label={`${stars.toFixed(1)} of 5 stars`} className="inline-flex gap-0.5">
      {ALL.map((each) => (
        <Star
          key={each}
          aria-hidden
          className={cn("size-4", each <= Math.round(stars) ? "fill-accent text-accent" : "text-line-strong")}
        />
      ))}
    </span>
  );
}

interface StarsFieldProps {
  value: number;
  onChange: (stars: number) => void;
  label?: string;
}

/** Chooses one to five stars. */
export function StarsField({ value, onChange, label = "Your rating" }: StarsFieldProps) {
  const name = useId();
  return (
    <fieldset>
      <legend className="text-sm font-medium">{label}</legend>
      <div className="mt-1.5 flex gap-1">
        {ALL.map((each) => (
          <label
            key={each}
            className="cursor-pointer rounded-md p-1 has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              value={each}
              checked={value === each}
              onChange={() => onChange(each)}
            />
            <span className="sr-only">{each === 1 ? "1 star" : `${each} stars`}</span>
            <Star
              aria-hidden
              className={cn("size-6", each <= value ? "fill-accent text-accent" : "text-ink-muted")}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
