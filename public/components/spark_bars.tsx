import { useEuiTheme } from '@elastic/eui';

const BAR_PX = 4;
const GAP_PX = 1;
const MIN_BAR_PX = 2;

/** Counts over time in the space of a word, for table rows: a chart per row would be too heavy. */
export function SparkBars({
  counts,
  label,
  colors,
  heightPx = 22,
}: {
  counts: readonly number[];
  /** What a screen reader says, and the title says on hover. */
  label: string;
  /** One a bar; the theme's colour for plain data where it is left out. */
  colors?: readonly (string | undefined)[];
  heightPx?: number;
}) {
  const { euiTheme } = useEuiTheme();
  const peak = Math.max(1, ...counts);
  const widthPx = counts.length * (BAR_PX + GAP_PX);
  return (
    <svg
      role="img"
      aria-label={label}
      width="100%"
      height={heightPx}
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      preserveAspectRatio="none"
    >
      <title>{label}</title>
      <rect y={heightPx - 1} width={widthPx} height={1} fill={euiTheme.colors.lightShade} />
      {counts.map((count, i) => {
        if (count <= 0) return null;
        const barPx = Math.max(MIN_BAR_PX, (count / peak) * (heightPx - 1));
        return (
          <rect
            key={i}
            x={i * (BAR_PX + GAP_PX)}
            y={heightPx - barPx}
            width={BAR_PX}
            height={barPx}
            fill={colors?.[i] ?? euiTheme.colors.darkShade}
          />
        );
      })}
    </svg>
  );
}
