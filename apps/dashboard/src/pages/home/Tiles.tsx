import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Money } from '../../parts/Money.tsx'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import { type CurrencyVolume, type Overview, changeInPercent, elapsedHours, upToNow } from './overview.ts'

/** The day in a few numbers, each of which leads to where it comes from. */
export const Tiles = ({ overview }: { overview: Overview }) => {
  const { payments, api, disputes } = overview
  const elapsed = elapsedHours(overview)
  const volumes = overview.volume.slice(0, 2)
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-3">
      {volumes.length === 0 && <Tile name="Volume today" path="payments" value="0" below="No payments yet" />}
      {volumes.map((volume) => (
        <Tile
          key={volume.currency}
          name={`Volume today, ${volume.currency}`}
          path="payments"
          value={<Money money={volume.today.captured_money} hidesCode />}
          below={<Comparison volume={volume} elapsed={elapsed} />}
        />
      ))}
      <Tile
        name="Declined"
        path="payments"
        value={percent(payments.decline_rate_percent)}
        below={`${payments.declined_count} of ${payments.approved_count + payments.declined_count} payments`}
      />
      <Tile
        name="API errors"
        path="request-logs"
        value={percent(api.server_error_rate_percent)}
        below={`${api.server_error_count} of ${api.call_count} calls; ${api.rate_limited_count} rate limited`}
      />
      <Tile
        name="Open disputes"
        path="disputes"
        value={String(disputes.open_count)}
        below={
          disputes.next_evidence_due_at === null ? (
            'Nothing to answer'
          ) : (
            <>
              {disputes.needs_response_count} to answer, by{' '}
              <When at={disputes.next_evidence_due_at} format="day" />
            </>
          )
        }
      />
    </ul>
  )
}

const percent = (value: number | null): string => (value === null ? '–' : `${value} %`)

const Comparison = ({ volume, elapsed }: { volume: CurrencyVolume; elapsed: number }) => {
  const before = upToNow(volume.yesterday, elapsed)
  const change = changeInPercent(volume.today.captured_money.amount, before)
  if (change === null) return <>Nothing at this time yesterday</>
  return (
    <>
      {change > 0 ? '+' : change < 0 ? '−' : '±'}
      {Math.abs(change)} % against yesterday at this time
    </>
  )
}

const Tile = ({
  name,
  path,
  value,
  below,
}: {
  name: string
  path: string
  value: ReactNode
  below: ReactNode
}) => {
  const pathOf = usePathOf()
  return (
    <li className="card relative p-3 hover:bg-raised sm:p-4">
      <h2 className="text-[13px] text-ink-soft">
        <Link to={pathOf(path)} className="after:absolute after:inset-0">
          {name}
        </Link>
      </h2>
      <p className="mt-1 text-lg leading-7 font-semibold sm:text-xl break-words">{value}</p>
      <p className="mt-1 text-[13px] text-ink-soft">{below}</p>
    </li>
  )
}
