import type { Caller } from './caller.ts'
import { percentile } from './percentiles.ts'
import type { Measured } from './report.ts'

const lineCounts = [1, 200, 1000]
const promotions = 20
const linesPerCall = 500

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
  const measured: Measured[] = []
  let shortest: number | null = null
  for (const lines of lineCounts) {
    const { path, lineIds } = await anOrder(call, key, lines, codes)
    const times: number[] = []
    // What is measured is a server that has run a while: half as many changes again come first.
    for (let n = -changes / 2; n < changes; n++) {
      const lineId = lineIds[Math.abs(n * 37) % lineIds.length]!
      const change = { quantity: 1 + Math.abs(n % 9) }
      const took = await call.timed(key, 'PATCH', `${path}/line-items/${lineId}`, change)
      if (n >= 0) times.push(took)
    }
    const p95 = percentile(times, 0.95)
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

const anOrder = async (call: Caller, key: string, lines: number, codes: readonly string[]) => {
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
