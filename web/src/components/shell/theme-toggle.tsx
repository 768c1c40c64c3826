import { Check, Monitor, Moon, Sun } from "lucide-react";
import { setTheme, useTheme, type Theme } from "../../lib/theme.ts";
import { buttonStyles } from "../ui/button.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";

const THEMES = [
  { value: "system", label: "System", Icon: Monitor },
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
] as const satisfies readonly { value: Theme; label: string; Icon: typeof Sun }[];

export function ThemeToggle() {
  const theme = useTheme();
  return (
    <Menu
      label="Theme"
      triggerClassName={buttonStyles({ variant: "ghost", size: "icon" })}
      trigger={
        <>
          <Sun className="dark:hidden" aria-hidden />
          <Moon className="hidden dark:block" aria-hidden />
        </>
      }
    >
      {THEMES.map(({ value, label, Icon }) => (
        <MenuItem key={value} onClick={() => setTheme(value)}>
          <Icon aria-hidden />
          <span className="flex-1">{label}</span>
          {theme === value && <Check aria-label="chosen" />}
        </MenuItem>
      ))}
    </Menu>
  );
}
