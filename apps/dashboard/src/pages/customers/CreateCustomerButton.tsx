import { useNavigate } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { filledIn } from '../../api/filled-in.ts'
import type { Customer } from '../../api/shapes.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { TextField } from '../../parts/Field.tsx'
import { usePathOf } from '../../session-context.ts'

export const CreateCustomerButton = () => {
  const api = useApi()
  const navigate = useNavigate()
  const pathOf = usePathOf()
  return (
    <ActionButton<Customer>
      needs="customers.write"
      label="Add customer"
      look="primary"
      title="Add a customer"
      confirm="Add customer"
      send={(form, idempotencyKey) =>
        api.post('/v1/customers', filledIn(form, ['email', 'name', 'phone']), { idempotencyKey })
      }
      done="Customer added"
      onDone={(customer) => navigate(pathOf(`customers/${customer.customer_id}`))}
    >
      <TextField label="E-mail" name="email" type="email" required />
      <TextField label="Name" name="name" isOptional maxLength={255} />
      <TextField label="Phone" name="phone" type="tel" isOptional placeholder="+14155550100" />
    </ActionButton>
  )
}
