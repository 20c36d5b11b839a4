import type { Context } from '../platform/context.ts'
import { chargedFor } from './processor-requests.ts'
import type { BrowserAction } from './processors/processor.ts'
import { processorFor } from './processors/registered.ts'

/** What the processor's script on our page is given to go on with a payment, beside where that script is. */
export type ScriptedAction = BrowserAction & { scriptUrl: string }

/**
 * Asked from the processor each time it is needed, and kept nowhere: whoever has the secret can go on with the payment.
 *
 * @param reference The processor's name for the payment, or for the try to save a card.
 * @returns Null where nothing waits for the buyer's browser, and where no script is needed.
 */
export const scriptedActionOf = async (
  ctx: Context,
  reference: string | null | undefined,
): Promise<ScriptedAction | null> => {
  const processor = processorFor(ctx)
  const scriptUrl = ctx.config.stripe?.scriptUrl
  if (!processor?.isRemote || processor.name !== 'stripe' || !scriptUrl || !reference) return null
  const action = await processor.browserAction({ whose: chargedFor(ctx), reference })
  return action && { ...action, scriptUrl }
}
