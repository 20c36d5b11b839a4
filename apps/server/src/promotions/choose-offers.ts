import { amountAlone, applyOffer } from './apply-offer.ts'
import { declineReasonOf } from './decline-reason.ts'
import type { Basket, DeclineReason, DiscountClass, Offer } from './offer.ts'

/** `wouldHaveApplied`: what it had taken off by itself, in minor units; 0 when the basket does not qualify. */
export type DeclinedOffer = { offer: Offer; reason: DeclineReason; wouldHaveApplied: number }
export type ChosenOffers = { taken: Offer[]; declined: DeclinedOffer[] }

/**
 * Which offers an order gets, in the order in which they are to be applied.
 *
 * 1. An offer that does not fit the basket is out. So is the second of one promotion.
 * 2. Of each exclusivity group one stays: the one that takes off the most by itself (best_of), or the one of highest
 *    priority when all of the group say so; then priority, then the older promotion.
 * 3. Attached offers are taken in the order of asking, then automatic ones, largest amount first. One that does not
 *    combine with all that are taken is out. Where automatic offers without an attached one come to more in all, they
 *    win: a code never makes an order dearer.
 * 4. Applied by class (line_item, order, service_charge), then priority, then the order of asking, automatic ones
 *    last. After one with `stop_after` comes no other.
 *
 * Automatic offers for which the basket does not qualify are passed over in silence. Deterministic; the order of
 * `automatic` does not matter. Manual discounts combine with everything and are not looked at.
 *
 * @param most How many an order gets at most; the settings' `max_promotions_per_order`.
 * Source: contract, flint-commerce 15.1; flint-platform 6.1 and 16.1.
 */
export const chooseOffers = (
  basket: Basket,
  attached: readonly Offer[],
  automatic: readonly Offer[],
  now: string,
  most = Infinity,
): ChosenOffers => {
  const declined: DeclinedOffer[] = []
  const fitting = fittingOffers(basket, attached, automatic, now, declined)
  if (fitting.length === 0) return { taken: [], declined }
  const eligible = onePerGroup(fitting, declined)
  const plan = bestPlan(basket, eligible, most)
  for (const candidate of eligible) {
    const reason = plan.reasons.get(candidate)
    if (reason) declined.push({ offer: candidate.offer, reason, wouldHaveApplied: candidate.alone })
  }
  return { taken: plan.taken.map((candidate) => candidate.offer), declined }
}

/** `position`: in the order of asking, automatic ones behind, by age. */
type Candidate = { offer: Offer; isAttached: boolean; position: number; alone: number }

const fittingOffers = (
  basket: Basket,
  attached: readonly Offer[],
  automatic: readonly Offer[],
  now: string,
  declined: DeclinedOffer[],
): Candidate[] => {
  const seen = new Set<string>()
  const fitting: Candidate[] = []
  for (const [position, offer] of [...attached, ...automatic.toSorted(byAge)].entries()) {
    const isAttached = position < attached.length
    const isSecond = seen.has(offer.promotionId)
    seen.add(offer.promotionId)
    if (isSecond && !isAttached) continue
    const reason = isSecond ? 'already_applied' : declineReasonOf(offer, basket, now)
    if (!reason) fitting.push({ offer, isAttached, position, alone: amountAlone(offer, basket) })
    else if (isAttached) declined.push({ offer, reason, wouldHaveApplied: 0 })
  }
  return fitting
}

const byAge = (a: Offer, b: Offer) =>
  a.promotionId < b.promotionId ? -1 : a.promotionId > b.promotionId ? 1 : 0
const priorityOf = ({ exclusivity }: Offer) => exclusivity?.priority ?? 0
const byAmount = (a: Candidate, b: Candidate) =>
  b.alone - a.alone || priorityOf(b.offer) - priorityOf(a.offer) || byAge(a.offer, b.offer)
const byPriority = (a: Candidate, b: Candidate) =>
  priorityOf(b.offer) - priorityOf(a.offer) || b.alone - a.alone || byAge(a.offer, b.offer)

const onePerGroup = (candidates: readonly Candidate[], declined: DeclinedOffer[]): Candidate[] => {
  const groups = Map.groupBy(candidates, ({ offer }) => offer.exclusivity?.group ?? null)
  const losers = new Set<Candidate>()
  for (const [group, members] of groups) {
    if (group === null || members.length === 1) continue
    const isByPriority = members.every(({ offer }) => offer.exclusivity?.selection === 'highest_priority')
    const [, ...others] = members.toSorted(isByPriority ? byPriority : byAmount)
    const reason = isByPriority ? 'superseded' : 'superseded_by_better_offer'
    for (const loser of others) {
      losers.add(loser)
      declined.push({ offer: loser.offer, reason, wouldHaveApplied: loser.alone })
    }
  }
  return candidates.filter((candidate) => !losers.has(candidate))
}

type Plan = { taken: Candidate[]; reasons: Map<Candidate, DeclineReason>; amount: number }

const bestPlan = (basket: Basket, candidates: readonly Candidate[], most: number): Plan => {
  const attached = candidates.filter((candidate) => candidate.isAttached)
  const automatic = candidates.filter((candidate) => !candidate.isAttached).toSorted(byAmount)
  const asked = planOf(basket, [...attached, ...automatic], most)
  if (attached.length === 0 || automatic.length === 0 || asked.reasons.size === 0) return asked
  // Without the attached ones as well: one of them may stop all that come after it.
  const others = [[...automatic, ...attached], automatic].map((inTurn) => planOf(basket, inTurn, most))
  const best = others.reduce((better, plan) => (plan.amount > better.amount ? plan : better), asked)
  if (best === asked) return asked
  for (const candidate of attached)
    if (!best.taken.includes(candidate))
      best.reasons.set(candidate, asked.reasons.get(candidate) ?? 'superseded_by_better_offer')
  return best
}

const planOf = (basket: Basket, inTurn: readonly Candidate[], most: number): Plan => {
  const reasons = new Map<Candidate, DeclineReason>()
  const combining: Candidate[] = []
  for (const candidate of inTurn) {
    if (!combining.every((other) => doCombine(other.offer, candidate.offer)))
      reasons.set(candidate, 'not_combinable')
    else if (combining.length === most) reasons.set(candidate, 'max_promotions_reached')
    else combining.push(candidate)
  }
  return applied(basket, combining.toSorted(byTurn), reasons)
}

/** Both have to allow the other's class. */
const doCombine = (a: Offer, b: Offer): boolean =>
  a.combinesWith[b.discountClass] && b.combinesWith[a.discountClass]

const classTurn: Record<DiscountClass, number> = { line_item: 0, order: 1, service_charge: 2 }
const byTurn = (a: Candidate, b: Candidate) =>
  classTurn[a.offer.discountClass] - classTurn[b.offer.discountClass] ||
  priorityOf(b.offer) - priorityOf(a.offer) ||
  a.position - b.position

const applied = (
  basket: Basket,
  inTurn: readonly Candidate[],
  reasons: Map<Candidate, DeclineReason>,
): Plan => {
  const left = {
    lines: basket.lines.map((line) => line.subtotal),
    charges: basket.charges.map((one) => one.amount),
  }
  const taken: Candidate[] = []
  let amount = 0
  let isStopped = false
  for (const candidate of inTurn) {
    const { offer } = candidate
    const targets = offer.discountClass === 'service_charge' ? left.charges : left.lines
    const parts = isStopped ? targets.map(() => 0) : applyOffer(offer, basket, targets)
    const sum = parts.reduce((all, part) => all + part, 0)
    if (sum === 0) {
      reasons.set(candidate, isStopped ? 'superseded' : 'no_discountable_balance')
      continue
    }
    parts.forEach((part, position) => (targets[position] = (targets[position] ?? 0) - part))
    amount += sum
    taken.push(candidate)
    isStopped = offer.stackingMode === 'stop_after'
  }
  return { taken, reasons, amount }
}
