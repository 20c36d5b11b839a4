import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { domainErrors } from './errors.ts'
import type { PaymentMethodDomain } from './payment-method-domain.ts'
import { lockDomain, saveDomain } from './queries.ts'
import type { UpdateDomainBody } from './schemas.ts'

export const updateDomain = async (
  ctx: Context,
  paymentMethodDomainId: string,
  { status }: UpdateDomainBody,
): Promise<PaymentMethodDomain> => {
  if (status === undefined) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return transact(ctx, { domain: lockDomain(ctx, paymentMethodDomainId) }, ({ domain }) => {
    if (!domain)
      throw refuse(domainErrors.PAYMENT_METHOD_DOMAIN_NOT_FOUND, { param: 'payment_method_domain_id' })
    const after: PaymentMethodDomain = { ...domain, status, updatedAt: ctx.now }
    return { result: after, writes: [saveDomain(after)] }
  })
}
