/** Which page shows what an id names, by the id's prefix; a line for each. `{id}` stands for the id. */
const pages: Readonly<Record<string, string>> = {
  ord: 'orders/{id}',
  pi: 'payments/{id}',
  ref: 'refunds/{id}',
  du: 'disputes/{id}',
  cus: 'customers/{id}',
  prod: 'products/{id}',
  promo: 'promotions/{id}',
  cpn: 'coupons/{id}',
  cs: 'checkout-sessions/{id}',
  pl: 'payment-links/{id}',
  whep: 'webhooks/{id}',
  whev: 'events/{id}',
  wdel: 'deliveries/{id}',
  rlog: 'request-logs/{id}',
  key: 'api-keys/{id}',
  fwhep: 'flowlix/endpoints/{id}',
  fntc: 'flowlix/notices/{id}',
  test: 'sandboxes/{id}',
  eml: 'mail/{id}',
}

/** @returns The path within the environment, or null where no page shows it. */
export const pageOfId = (id: string): string | null => {
  const prefix = /^([a-z0-9]+)_[0-9A-Za-z]+$/.exec(id.trim())?.[1]
  const page = prefix === undefined ? undefined : pages[prefix]
  return page?.replace('{id}', id.trim()) ?? null
}
