import { useEffect, useId, useRef, useState } from 'react'
import { stepsUpTo } from './chart-scale.ts'

export type Series = { name: string; points: readonly { label: string; value: number }[] }

/** Until it is measured. */
const firstWidthPx = 640
const narrowestPx = 260
const heightPx = 200
const room = { left: 56, right: 8, top: 10, bottom: 24 }
const innerHeight = heightPx - room.top - room.bottom
const colours = ['var(--color-series-1)', 'var(--color-series-2)', 'var(--color-series-3)']

/**
 * Bars or lines over a few points in time, all series over the same points. Screen readers get a table.
 *
 * @param props.show     How a value is written: `(value) => showMoney({ amount: value, currency })`.
 * @param props.showAbout How one is written beside its line, in seven characters or so; as `show` does unless told.
 * @example <Chart kind="bar" title="Volume today" series={[{ name: 'Volume', points }]} show={String} />
 */
export const Chart = ({
  kind,
  title,
  series,
  show = String,
  showAbout = show,
}: {
  kind: 'bar' | 'line'
  title: string
  series: readonly Series[]
  show?: (value: number) => string
  showAbout?: (value: number) => string
}) => {
  const titleId = useId()
  // Drawn as wide as it is shown, so that its words keep their size on a phone.
  const [figure, widthPx] = useWidth()
  const innerWidth = widthPx - room.left - room.right
  const labels = series[0]?.points.map(({ label }) => label) ?? []
  const highest = Math.max(0, ...series.flatMap(({ points }) => points.map(({ value }) => value)))
  const steps = stepsUpTo(highest)
  const top = steps.at(-1)!
  const y = (value: number) => room.top + innerHeight * (1 - value / top)
  const slot = innerWidth / Math.max(1, labels.length)
  const middle = (index: number) => room.left + slot * (index + 0.5)
  // As many labels as fit beside each other.
  const every = Math.max(1, Math.ceil((labels.length * 64) / innerWidth))
  return (
    <figure ref={figure} className="relative">
      <figcaption id={titleId} className="sr-only">
        {title}
      </figcaption>
      <svg viewBox={`0 0 ${widthPx} ${heightPx}`} className="block w-full" aria-hidden="true">
        {steps
          .filter((value) => showAbout(value) !== '')
          .map((value) => (
            <g key={value}>
              <line
                x1={room.left}
                x2={widthPx - room.right}
                y1={y(value)}
                y2={y(value)}
                stroke="var(--color-line)"
              />
              <text
                x={room.left - 8}
                y={y(value) + 4}
                textAnchor="end"
                fontSize="11"
                fill="var(--color-ink-soft)"
              >
                {showAbout(value)}
              </text>
            </g>
          ))}
        {labels.map(
          (label, index) =>
            index % every === 0 && (
              <text
                key={index}
                x={middle(index)}
                y={heightPx - 6}
                textAnchor="middle"
                fontSize="11"
                fill="var(--color-ink-soft)"
              >
                {label}
              </text>
            ),
        )}
        {series.map((each, place) =>
          kind === 'bar' ? (
            <Bars key={each.name} {...{ each, place, count: series.length, slot, y, middle, show }} />
          ) : (
            <Line key={each.name} {...{ each, place, y, middle, show }} />
          ),
        )}
      </svg>
      {series.length > 1 && <Legend series={series} />}
      {/* A table itself cannot be made small: it would widen the page. */}
      <div className="sr-only">
        <table aria-labelledby={titleId}>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label, index) => (
              <tr key={index}>
                <th scope="row">{label}</th>
                {series.map(({ name, points }) => (
                  <td key={name}>{show(points[index]?.value ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}

const useWidth = () => {
  const figure = useRef<HTMLElement>(null)
  const [widthPx, setWidthPx] = useState(firstWidthPx)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setWidthPx(Math.max(narrowestPx, Math.round(entry!.contentRect.width))),
    )
    observer.observe(figure.current!)
    return () => observer.disconnect()
  }, [])
  return [figure, widthPx] as const
}

type Drawn = {
  each: Series
  place: number
  y: (value: number) => number
  middle: (index: number) => number
  show: (value: number) => string
}

const Bars = ({ each, place, count, slot, y, middle, show }: Drawn & { count: number; slot: number }) => {
  const widthOfAll = Math.min(slot * 0.7, 48)
  const width = widthOfAll / count
  return each.points.map(({ label, value }, index) => (
    <rect
      key={index}
      x={middle(index) - widthOfAll / 2 + place * width}
      y={y(value)}
      width={Math.max(1, width - 1)}
      height={Math.max(0, y(0) - y(value))}
      rx="1.5"
      fill={colours[place % colours.length]}
    >
      <title>{`${label}: ${show(value)}`}</title>
    </rect>
  ))
}

const Line = ({ each, place, y, middle, show }: Drawn) => {
  const colour = colours[place % colours.length]
  const points = each.points.map(({ value }, index) => `${middle(index)},${y(value)}`).join(' ')
  return (
    <>
      <polyline points={points} fill="none" stroke={colour} strokeWidth="2" strokeLinejoin="round" />
      {each.points.map(({ label, value }, index) => (
        <circle
          key={index}
          cx={middle(index)}
          cy={y(value)}
          r={each.points.length > 40 ? 1.5 : 3}
          fill={colour}
        >
          <title>{`${label}: ${show(value)}`}</title>
        </circle>
      ))}
    </>
  )
}

const Legend = ({ series }: { series: readonly Series[] }) => (
  <ul className="mt-1 flex flex-wrap gap-x-4 text-xs text-ink-soft" aria-hidden="true">
    {series.map(({ name }, place) => (
      <li key={name} className="flex items-center gap-1.5">
        <svg width="10" height="10">
          <rect width="10" height="10" rx="2" fill={colours[place % colours.length]} />
        </svg>
        {name}
      </li>
    ))}
  </ul>
)
