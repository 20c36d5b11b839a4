import type { OpenAlert } from '../alerts/index.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { LocalDay } from './local-day.ts'
import type {
  AnsweredCalls,
  CountByHour,
  Declines,
  FailingEndpoint,
  MovedMoney,
  OpenDisputes,
} from './queries.ts'

/** Everything that the dashboard's home shows of one environment. */
export type Overview = {
  timeZone: string
  observedAt: Instant
  today: LocalDay
  yesterday: LocalDay
  volume: CurrencyVolume[]
  payments: PaymentOutcomes
  calls: AnsweredCalls[]
  failingEndpoints: FailingEndpoint[]
  disputes: OpenDisputes
  alerts: OpenAlert[]
}

/** One hour's money in minor units; index 0 is the day's first hour. */
export type HourVolume = { captured: number; refunded: number; count: number }
export type CurrencyVolume = { currency: string; today: HourVolume[]; yesterday: HourVolume[] }

/**
 * Money by currency, the one with the most payments first.
 *
 * @param moved Hours count from the beginning of yesterday.
 */
export const volumeOf = (
  moved: readonly MovedMoney[],
  yesterday: Pick<LocalDay, 'hours'>,
  today: Pick<LocalDay, 'hours'>,
): CurrencyVolume[] =>
  [...Map.groupBy(moved, ({ currency }) => currency)]
    .map(([currency, own]) => {
      const hours = Array.from({ length: yesterday.hours + today.hours }, emptyHour)
      for (const { hour, kind, amount, count } of own) {
        const at = hours[hour]
        if (!at) continue
        if (kind === 'capture') {
          at.captured += amount
          at.count += count
        } else at.refunded += kind === 'refund' ? amount : -amount
      }
      return { currency, yesterday: hours.slice(0, yesterday.hours), today: hours.slice(yesterday.hours) }
    })
    .toSorted((a, b) => countOf(b) - countOf(a) || (a.currency < b.currency ? -1 : 1))

const emptyHour = (): HourVolume => ({ captured: 0, refunded: 0, count: 0 })
const countOf = ({ today, yesterday }: CurrencyVolume): number =>
  [...today, ...yesterday].reduce((sum, { count }) => sum + count, 0)

export type PaymentOutcomes = {
  approved: number
  declined: number
  byCode: { code: string; count: number }[]
  byHour: { approved: number; declined: number }[]
}

export const outcomesOf = (
  approved: readonly CountByHour[],
  declined: readonly Declines[],
  { hours }: Pick<LocalDay, 'hours'>,
): PaymentOutcomes => {
  const sumOf = (counts: readonly CountByHour[]) => counts.reduce((sum, { count }) => sum + count, 0)
  return {
    approved: sumOf(approved),
    declined: sumOf(declined),
    byCode: [...Map.groupBy(declined, ({ code }) => code)]
      .map(([code, counts]) => ({ code, count: sumOf(counts) }))
      .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    byHour: Array.from({ length: hours }, (_, hour) => ({
      approved: sumOf(approved.filter((each) => each.hour === hour)),
      declined: sumOf(declined.filter((each) => each.hour === hour)),
    })),
  }
}

/** Of two whole numbers, in per cent with one decimal, half up; null of nothing. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.floor((part * 1000) / whole + 0.5) / 10
