import { Chart } from '../../parts/Chart.tsx'
import { Section } from '../../parts/Section.tsx'
import { type HealthSeries, type KeyHealth, percent, seriesOf } from './health.ts'

type Label = (startsAt: string) => string

/** Steps between whole numbers have no name: there is no half call. */
const wholeOrNothing = (value: number): string => (Number.isInteger(value) ? String(value) : '')

export const ServerErrorSection = ({ series, label }: { series: HealthSeries; label: Label }) => (
  <Section title="5xx rate">
    <p className="mb-2">
      <strong className="text-xl">{percent(series.server_error_rate_percent)}</strong>{' '}
      <span className="text-ink-soft">
        {series.server_error_count} of {series.call_count} {series.call_count === 1 ? 'call' : 'calls'}
      </span>
    </p>
    <Chart
      kind="line"
      title="Calls answered with 5xx over time, in per cent"
      series={[
        seriesOf(
          '5xx',
          series.points,
          ({ server_error_rate_percent }) => server_error_rate_percent ?? 0,
          label,
        ),
      ]}
      show={(value) => `${Math.round(value * 100) / 100} %`}
    />
  </Section>
)

/** As many keys as there are colours; a fourth would look like the first. */
const drawnKeys = 3

/** Calls that were refused for being too many, of the keys that had most of them. */
export const RateLimitSection = ({
  series,
  keys,
  label,
}: {
  series: HealthSeries
  keys: readonly KeyHealth[]
  label: Label
}) => {
  const hit = keys
    .filter(({ rate_limited_count }) => rate_limited_count > 0)
    .toSorted((a, b) => b.rate_limited_count - a.rate_limited_count)
  return (
    <Section title="Rate-limit hits">
      <p className="mb-2">
        <strong className="text-xl">{series.rate_limited_count}</strong>{' '}
        <span className="text-ink-soft">
          {series.rate_limited_count === 1 ? 'call' : 'calls'} answered with 429
          {hit.length > drawnKeys && `; the chart shows the ${drawnKeys} keys with most`}
        </span>
      </p>
      <Chart
        kind="bar"
        title="Calls answered with 429 over time, by key"
        series={
          hit.length === 0
            ? [seriesOf('429', series.points, ({ rate_limited_count }) => rate_limited_count, label)]
            : hit
                .slice(0, drawnKeys)
                .map((key) =>
                  seriesOf(nameOfKey(key), key.points, ({ rate_limited_count }) => rate_limited_count, label),
                )
        }
        show={wholeOrNothing}
      />
    </Section>
  )
}

/** Keys that are gone are known by their id alone; buyers' pages have none. */
export const nameOfKey = ({ name, api_key_id }: KeyHealth): string => name ?? api_key_id ?? 'Buyers’ pages'
