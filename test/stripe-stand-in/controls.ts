import { approveAccount, updateAccount } from './accounts.ts'
import { cardNamed } from './cards.ts'
import { decideDispute, openDispute } from './disputes.ts'
import type { StandInFault } from './faults.ts'
import type { Params } from './form.ts'
import { type Account, shown } from './objects.ts'
import { type ChallengeOutcome, answerChallenge, endProcessing } from './payment-intents.ts'
import { newConfirmationToken } from './payment-methods.ts'
import { createRefund, endRefund } from './refunds.ts'
import { Refusal } from './refusal.ts'
import type { Serving } from './serve.ts'
import { answerSetupChallenge } from './setup-intents.ts'
import { type WebhookMode, accountOf, deliver, find } from './world.ts'

type InAccount = { account?: string }

/**
 * What a test may do to the stand-in, in process or by `POST /stand-in/<name>` with the same in JSON: what buyers, banks
 * and Stripe itself do, and what goes wrong.
 */
export const controlsOf = (serving: Serving, clock: { moveMs: number }) => {
  const { world } = serving
  const accountIn = ({ account }: InAccount): Account => accountOf(world, account ?? null)
  /** A failed challenge is an outcome here, not a refusal. */
  const settled = (
    account: Account,
    kind: 'payment_intents' | 'setup_intents',
    id: string,
    verb: () => unknown,
  ) => {
    try {
      verb()
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 402) throw error
    }
    return shown(account, find(account, kind, id, 'intent'))
  }

  return {
    /** As Stripe's form mints one in a browser; `card` is a name of `cards.ts`. */
    mintToken: ({ card = 'visa', ...rest }: { card?: string } & InAccount): { id: string } => {
      if (!cardNamed(card)) throw new Refusal(400, { message: `There is no card "${card}".` })
      return { id: newConfirmationToken(world, accountIn(rest), { payment_method: `pm_card_${card}` }).id }
    },
    answerChallenge: ({ id, outcome, ...rest }: { id: string; outcome: ChallengeOutcome } & InAccount) => {
      const account = accountIn(rest)
      return id.startsWith('seti_')
        ? settled(account, 'setup_intents', id, () => answerSetupChallenge(world, account, id, outcome))
        : settled(account, 'payment_intents', id, () => answerChallenge(world, account, id, outcome))
    },
    endProcessing: ({ id, isGood = true, ...rest }: { id: string; isGood?: boolean } & InAccount) =>
      shown(accountIn(rest), endProcessing(world, accountIn(rest), id, isGood)),
    openDispute: ({
      paymentIntent,
      kind = 'fraudulent',
      ...rest
    }: { paymentIntent: string; kind?: 'fraudulent' | 'inquiry' } & InAccount) => {
      const account = accountIn(rest)
      const intent = find(account, 'payment_intents', paymentIntent, 'payment_intent')
      const charge = find(account, 'charges', intent['latest_charge'], 'charge')
      return shown(account, openDispute(world, account, charge, kind))
    },
    decideDispute: ({ id, status, ...rest }: { id: string; status: string } & InAccount) =>
      shown(accountIn(rest), decideDispute(world, accountIn(rest), id, status)),
    endRefund: ({
      id,
      status,
      failureReason,
      ...rest
    }: { id: string; status: 'succeeded' | 'failed'; failureReason?: string } & InAccount) =>
      shown(accountIn(rest), endRefund(world, accountIn(rest), id, status, failureReason)),
    /** As somebody does it in Stripe's own dashboard. */
    refundThere: ({
      paymentIntent,
      amount,
      reason,
      ...rest
    }: { paymentIntent: string; amount?: number; reason?: string } & InAccount) =>
      shown(
        accountIn(rest),
        createRefund(world, accountIn(rest), { payment_intent: paymentIntent, amount, reason }),
      ),
    approveAccount: ({ id }: { id: string }) => approveAccount(world, id),
    updateAccount: ({ id, changes }: { id: string; changes: Params }) => updateAccount(world, id, changes),

    /** The next calls go wrong. */
    fault: (fault: StandInFault) => {
      serving.faults.push({ ...fault })
      return {}
    },
    mend: () => {
      serving.faults.length = 0
      return {}
    },

    /** Where news go from now on. */
    listen: ({ url, secret, mode = 'deliver' }: { url: string; secret: string; mode?: WebhookMode }) => {
      world.webhook = { url, secret, mode }
      return {}
    },
    /** What was held back goes out, one after the other. */
    release: async ({ order = 'as_happened' }: { order?: 'as_happened' | 'reversed' } = {}) => {
      const held = world.held.splice(0)
      for (const event of order === 'reversed' ? held.toReversed() : held) await deliver(world, event)
      return { sent: held.length }
    },
    resend: async ({ id }: { id: string }) => {
      const event = world.events.find((one) => one.id === id)
      if (!event) throw new Refusal(404, { message: `There is no event ${id}.` })
      await deliver(world, event)
      return {}
    },
    /** Until nothing is on its way any more. */
    delivered: async () => {
      while (world.deliveries.size > 0) await Promise.all(world.deliveries)
      return {}
    },

    moveClock: ({ ms }: { ms: number }) => {
      clock.moveMs += ms
      return {}
    },
    /** All that an account has, as Stripe shows it. */
    state: (where: InAccount = {}) => {
      const account = accountIn(where)
      return Object.fromEntries(
        Object.entries(account.things).map(([kind, things]) => [
          kind,
          [...things.values()].map((thing) => shown(account, thing)),
        ]),
      ) as Record<keyof Account['things'], Params[]>
    },
    events: () => ({ data: world.events }),
    seen: () => ({ data: serving.seen }),
  }
}

export type StandInControls = ReturnType<typeof controlsOf>
