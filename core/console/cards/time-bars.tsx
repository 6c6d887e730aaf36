import { lineWidth } from './bars.ts'
import type { Bar } from './shown-card.ts'

interface TimeBarsProps {
  readonly label: string
  readonly bars: readonly Bar[]
}

/**
 * When something appears, as bars on the line of the recording. Drawn as SVG, since a page that allows no inline styles
 * cannot place boxes.
 */
export function TimeBars({ label, bars }: TimeBarsProps) {
  const times = bars.map((bar) => bar.label).join(', ')
  return (
    <div class="timeline">
      {label !== '' && <p class="timeline-label">{label}</p>}
      <svg viewBox={`0 0 ${lineWidth} 10`} role="img" aria-label={`Appears at: ${times || 'no bars'}`}>
        <rect class="line" x={0} y={4} width={lineWidth} height={2} rx={1} />
        {bars.map(({ left, width, label: time }) => (
          <rect class="bar" key={`${left} ${time}`} x={left} y={0} width={width} height={10} rx={2}>
            <title>{time}</title>
          </rect>
        ))}
      </svg>
      {times !== '' && <p class="times">{times}</p>}
    </div>
  )
}
