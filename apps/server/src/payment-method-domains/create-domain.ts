import type { Context } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/db/database.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { domainNameOf } from './domain-name.ts'
import { domainErrors } from './errors.ts'
import type { PaymentMethodDomain } from './payment-method-domain.ts'
import { insertDomain } from './queries.ts'

/** Of two that register one domain at once, the key lets one pass. */
export const createDomain = async (ctx: Context, text: string): Promise<PaymentMethodDomain> => {
  const domainName = domainNameOf(text)
  if (domainName === null) throw refuse(domainErrors.INVALID_DOMAIN_NAME, { param: 'domain_name' })
  const domain: PaymentMethodDomain = {
    environmentId: ctx.environmentId,
    paymentMethodDomainId: ctx.ids.newId('pmdom'),
    domainName,
    status: 'active',
    // A real wallet is asked by the processor, and live mode has none so far.
    validationStatus: ctx.mode === 'live' ? 'unavailable' : 'active',
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  try {
    return await writeOnce(ctx, { result: domain, writes: [insertDomain(domain)] })
  } catch (error) {
    if (isUniqueViolation(error, 'payment_method_domains_by_name'))
      throw refuse(domainErrors.PAYMENT_METHOD_DOMAIN_ALREADY_EXISTS, {
        param: 'domain_name',
        message: `${domainName} is registered.`,
      })
    throw error
  }
}
