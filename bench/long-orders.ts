import type { Caller } from './caller.ts'
import { percentile } from './percentiles.ts'
import type { Measured } from './report.ts'

const lineCounts = [1, 200, 1000]
const promotions = 20
const linesPerCall = 500
const warmUpChanges = 500

/**
 * The change of one line of an order, by the number of its lines, with as many promotions applied as an order can have.
 * The floor is the same change of an order of one line: what grows is the ratio.
 */
export const measureLongOrders = async (call: Caller, key: string, changes: number): Promise<Measured[]> => {
  const codes: string[] = []
  for (let n = 0; n < promotions; n++) {
    const code = `BENCH${n}`
    await call(key, 'POST', '/v1/promotions', {
      name: `Bench ${n}`,
      application_method: { type: 'percent_off', percent_off: 1 },
      combines_with: { order: true, line_item: true, service_charge: true },
      codes: [{ code }],
    })
    codes.push(code)
  }
  // What is measured is a server that has run a while.
  await changeLines(call, key, await anOrder(call, key, 200, codes), warmUpChanges)
  const measured: Measured[] = []
  let shortest: number | null = null
  for (const lines of lineCounts) {
    const order = await anOrder(call, key, lines, codes)
    const p95 = percentile(await changeLines(call, key, order, changes), 0.95)
    measured.push({
      name: `change one line p95, ${lines} ${lines === 1 ? 'line' : 'lines'}, ${promotions} promotions`,
      value: p95,
      unit: 'ms',
      ...(shortest === null ? {} : { floor: shortest }),
      ...(lines === 200 ? { budget: 'at most 15' } : {}),
    })
    shortest ??= p95
  }
  return measured
}

type LongOrder = { path: string; lineIds: string[] }

const changeLines = async (
  call: Caller,
  key: string,
  { path, lineIds }: LongOrder,
  changes: number,
): Promise<number[]> => {
  const times: number[] = []
  for (let n = 0; n < changes; n++) {
    const lineId = lineIds[(n * 37) % lineIds.length]!
    times.push(await call.timed(key, 'PATCH', `${path}/line-items/${lineId}`, { quantity: 1 + (n % 9) }))
  }
  return times
}

const anOrder = async (
  call: Caller,
  key: string,
  lines: number,
  codes: readonly string[],
): Promise<LongOrder> => {
  const inputs = Array.from({ length: lines }, (_, at) => ({
    name: `Thing ${at}`,
    unit_price_money: { amount: 100 + at, currency: 'USD' },
  }))
  const { data: created } = await call(key, 'POST', '/v1/orders', {
    line_items: inputs.slice(0, linesPerCall),
  })
  const path = `/v1/orders/${created.order_id}`
  for (let at = linesPerCall; at < lines; at += linesPerCall)
    await call(key, 'POST', `${path}/line-items`, { line_items: inputs.slice(at, at + linesPerCall) })
  for (const code of codes)
    await call(key, 'POST', `${path}/discounts`, { discount: { promotion: { promotion_code: code } } })
  const { data: order } = await call(key, 'GET', path)
  return { path, lineIds: order.line_items.map((line: any) => line.order_line_item_id as string) as string[] }
}
