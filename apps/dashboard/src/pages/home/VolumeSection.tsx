import { useState } from 'react'
import { Chart } from '../../parts/Chart.tsx'
import { Money } from '../../parts/Money.tsx'
import { Section } from '../../parts/Section.tsx'
import { showAboutMoney, showMoney } from '../../parts/show-money.ts'
import { type Overview, hourLabel } from './overview.ts'

/** Captured by hour, beside yesterday; one currency at a time, because amounts of several do not add up. */
export const VolumeSection = ({ overview: { volume } }: { overview: Overview }) => {
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = volume.find(({ currency }) => currency === chosen) ?? volume[0]
  if (!shown) return null
  const { currency, today, yesterday } = shown
  const labels = today.by_hour.map(({ starts_at }) => hourLabel(starts_at))
  const points = (day: typeof today) =>
    labels.map((label, at) => ({ label, value: day.by_hour[at]?.captured_amount ?? 0 }))
  return (
    <Section
      title="Volume by hour"
      actions={
        volume.length > 1 && (
          <select
            aria-label="Currency"
            value={currency}
            onChange={(event) => setChosen(event.target.value)}
            className="control w-auto! py-0.5"
          >
            {volume.map((each) => (
              <option key={each.currency}>{each.currency}</option>
            ))}
          </select>
        )
      }
    >
      <p className="mb-2 flex flex-wrap gap-x-5 text-ink-soft">
        <span>
          Today <Money money={today.captured_money} isStrong />
        </span>
        <span>
          Yesterday, the whole day <Money money={yesterday.captured_money} />
        </span>
        <span>
          Refunded today <Money money={today.refunded_money} />
        </span>
      </p>
      <Chart
        kind="bar"
        title={`Volume by hour in ${currency}, today and yesterday`}
        series={[
          { name: 'Today', points: points(today) },
          { name: 'Yesterday', points: points(yesterday) },
        ]}
        show={(amount) => showMoney({ amount, currency })}
        showAbout={(amount) => showAboutMoney({ amount, currency })}
      />
    </Section>
  )
}
