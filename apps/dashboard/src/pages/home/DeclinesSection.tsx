import { Chart } from '../../parts/Chart.tsx'
import { Section } from '../../parts/Section.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { type Overview, hourLabel } from './overview.ts'

export const DeclinesSection = ({ overview: { payments } }: { overview: Overview }) => {
  const points = (of: 'approved_count' | 'declined_count') =>
    payments.by_hour.map((hour) => ({ label: hourLabel(hour.starts_at), value: hour[of] }))
  return (
    <Section title="Approved and declined">
      <Chart
        kind="bar"
        title="Payments by hour today, approved and declined"
        series={[
          { name: 'Approved', points: points('approved_count') },
          { name: 'Declined', points: points('declined_count') },
        ]}
        show={wholeOrNothing}
      />
      {payments.by_decline_code.length > 0 && (
        <dl className="mt-3 space-y-1">
          {payments.by_decline_code.slice(0, 6).map(({ decline_code: code, count }) => (
            <div key={code} className="flex justify-between gap-4">
              <dt>{wordsOf(code)}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  )
}

/** Steps between whole numbers have no name: there is no half payment. */
export const wholeOrNothing = (value: number): string => (Number.isInteger(value) ? String(value) : '')
