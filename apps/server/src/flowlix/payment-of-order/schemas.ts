import { Type } from 'typebox'
import { Timestamp, named, nullable, oneOf } from '../../platform/http/schema.ts'
import { flowlixStatuses } from '../flowlix-payment.ts'

/** What an order is called by Flowlix's clients. */
export const FlowlixPaymentOfOrder = named(
  'FlowlixPaymentOfOrder',
  Type.Object({
    order_id: Type.String(),
    flowlix_payment: nullable(
      Type.Object(
        {
          payment_id: Type.String({ description: '`pay_` and 24 letters and digits.' }),
          profile: oneOf(['a', 'b', 'c'], { description: 'The form of the Flowlix API that made it.' }),
          is_hosted: Type.Boolean({ description: 'Paid on a hosted page.' }),
          status: oneOf(flowlixStatuses),
          decline_code: nullable(Type.String()),
          merchant_reference: nullable(Type.String()),
          created_at: Timestamp,
        },
        { description: 'Null for an order that the Flint API or a page of Flint made.' },
      ),
    ),
  }),
)
