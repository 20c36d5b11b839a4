import { Chart } from '../../parts/Chart.tsx'
import { Section } from '../../parts/Section.tsx'
import { wholeOrNothing } from './DeclinesSection.tsx'
import { type Overview, hourLabel } from './overview.ts'

/** Calls of programs and of buyers' pages; what people do in the dashboard is not counted. */
export const CallsSection = ({ overview: { api } }: { overview: Overview }) => {
  const points = (of: 'client_error_count' | 'server_error_count' | 'rate_limited_count') =>
    api.by_hour.map((hour) => ({ label: hourLabel(hour.starts_at), value: hour[of] }))
  return (
    <Section title="API errors and rate limits">
      <Chart
        kind="bar"
        title="Failed API calls by hour today"
        series={[
          { name: 'Refused requests (4xx)', points: points('client_error_count') },
          { name: 'Errors of the server (5xx)', points: points('server_error_count') },
          { name: 'Rate limited (429)', points: points('rate_limited_count') },
        ]}
        show={wholeOrNothing}
      />
      <p className="mt-3 text-ink-soft">
        {api.call_count} {api.call_count === 1 ? 'call' : 'calls'} today.
      </p>
    </Section>
  )
}
