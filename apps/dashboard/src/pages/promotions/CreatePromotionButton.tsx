import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import type { Promotion } from '../../api/shapes.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { SelectField, TextField } from '../../parts/Field.tsx'
import { usePathOf } from '../../session-context.ts'
import { promotionBody } from './promotion-body.ts'

/** The common case: so much off the whole order, by itself or by a code. The rest of the rules are set by the API. */
export const CreatePromotionButton = () => {
  const api = useApi()
  const navigate = useNavigate()
  const pathOf = usePathOf()
  const [type, setType] = useState('percent_off')
  return (
    <ActionButton<Promotion>
      needs="commerce.promotions.write"
      label="Add promotion"
      look="primary"
      title="Add a promotion"
      confirm="Add promotion"
      send={(form, idempotencyKey) => api.post('/v1/promotions', promotionBody(form), { idempotencyKey })}
      done="Promotion added"
      onDone={(promotion) => navigate(pathOf(`promotions/${promotion.promotion_id}`))}
    >
      <TextField label="Name" name="name" required maxLength={255} />
      <SelectField
        label="It takes off"
        name="type"
        value={type}
        onChange={(event) => setType(event.target.value)}
        choices={[
          { value: 'percent_off', words: 'A part of the price' },
          { value: 'amount_off', words: 'A fixed amount' },
        ]}
      />
      {type === 'percent_off' ? (
        <TextField
          label="Percent"
          name="percent_off"
          param="application_method.percent_off"
          inputMode="decimal"
          required
        />
      ) : (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="Amount"
            name="amount"
            param="application_method.amount_off_money"
            inputMode="decimal"
            placeholder="0.00"
            required
          />
          <TextField label="Currency" name="currency" defaultValue="USD" maxLength={3} required />
        </div>
      )}
      <TextField
        label="Code"
        name="code"
        param="codes"
        isOptional
        hint="Without one, it counts for every order."
      />
      <TextField label="How often at most" name="max_uses" inputMode="numeric" isOptional />
    </ActionButton>
  )
}
