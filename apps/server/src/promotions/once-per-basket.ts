import type { Basket } from './offer.ts'

/**
 * A pure function of a basket and something of an offer, computed once for each pair: an offer is applied to the same
 * basket several times while the best combination is looked for. Baskets are never changed.
 */
export const oncePerBasket = <K extends object, V>(compute: (key: K, basket: Basket) => V) => {
  const known = new WeakMap<Basket, Map<K, V>>()
  return (key: K, basket: Basket): V => {
    let ofBasket = known.get(basket)
    if (!ofBasket) known.set(basket, (ofBasket = new Map()))
    let value = ofBasket.get(key)
    if (value === undefined) ofBasket.set(key, (value = compute(key, basket)))
    return value
  }
}
