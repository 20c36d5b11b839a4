import { Chart } from '../../parts/Chart.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Section } from '../../parts/Section.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { type HealthSeries, declineSeries, percent } from './health.ts'

/** The share of payments that were declined, by what the issuer said. */
export const DeclineSection = ({
  series,
  label,
}: {
  series: HealthSeries
  label: (startsAt: string) => string
}) => {
  const answered = series.approved_count + series.declined_count
  return (
    <Section title="Decline rate">
      <p className="mb-2">
        <strong className="text-xl">{percent(series.decline_rate_percent)}</strong>{' '}
        <span className="text-ink-soft">
          {series.declined_count} of {answered} {answered === 1 ? 'payment' : 'payments'} declined
        </span>
      </p>
      {series.declined_count > 0 && (
        <>
          <Chart
            kind="line"
            title="Decline rate by code over time, in per cent"
            series={declineSeries(series, label)}
            show={(value) => `${Math.round(value * 10) / 10} %`}
          />
          <div className="-mx-4 mt-3 border-t border-line">
            <DataTable
              label="Declines by code"
              rows={series.by_decline_code}
              keyOf={({ decline_code }) => decline_code}
              columns={[
                { name: 'Code', show: ({ decline_code }) => wordsOf(decline_code) },
                { name: 'Payments', isNumber: true, show: ({ count }) => count },
                { name: 'Of all', isNumber: true, show: ({ rate_percent }) => percent(rate_percent) },
              ]}
            />
          </div>
        </>
      )}
    </Section>
  )
}
