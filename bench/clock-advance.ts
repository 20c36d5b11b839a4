import type { Services } from '../apps/server/src/platform/context.ts'
import type { Caller } from './caller.ts'
import { orderBody } from './checkout-request.ts'
import { addMerchant } from './merchants.ts'
import { median } from './percentiles.ts'
import type { Measured } from './report.ts'

/** A sandbox of its own, whose clock goes on by a year although nothing falls due: what it costs to find that out. */
export const measureClockAdvance = async (
  services: Services,
  call: Caller,
  rounds: number,
): Promise<Measured[]> => {
  const { key, environment } = await addMerchant(services)
  await call(key, 'POST', '/v1/orders', orderBody)
  const path = `/v1/developer/sandboxes/${environment.sandboxId}/clock/advance`
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await call.timed(key, 'POST', path, { by: 'P1Y' }))
  return [
    {
      name: 'sandbox clock on by a year, nothing due',
      value: median(times) / 1000,
      unit: 's',
      budget: 'at most 1',
    },
  ]
}
