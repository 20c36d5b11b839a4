import type { Config } from '../../platform/config/config.ts'
import type { Environment, Services } from '../../platform/context.ts'
import type { Processor, RemoteProcessor } from './processor.ts'
import { simulator } from './simulator/talk.ts'
import { stripe } from './stripe/talk.ts'

/** Who can move money in live mode, by the name that a configuration gives; one line each. Tests add one of their own. */
export const liveProcessors: Record<string, (services: Services) => RemoteProcessor> = { stripe }

/** Each process makes its own once, and keeps it as long as what it was started with. */
const made = new WeakMap<Config, RemoteProcessor>()

/** Who moves money here: the simulator in every sandbox, in live mode the one that is configured, if any is. */
export const processorFor = (ctx: Services & Pick<Environment, 'mode'>): Processor | null => {
  if (ctx.mode === 'test') return simulator
  const name = ctx.config.liveProcessor
  if (name === null) return null
  const known = made.get(ctx.config)
  if (known) return known
  const make = liveProcessors[name]
  if (!make) throw new Error(`No processor is registered under the name ${name}`)
  const processor = make(ctx)
  made.set(ctx.config, processor)
  return processor
}
