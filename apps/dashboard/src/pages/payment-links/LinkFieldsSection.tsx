import { useRef } from 'react'
import { Button } from '../../parts/Button.tsx'
import { CheckField, SelectField, TextAreaField, TextField } from '../../parts/Field.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Section } from '../../parts/Section.tsx'
import { type TypedField, emptyField } from './typed-link.ts'

const types: readonly { value: TypedField['type']; words: string }[] = [
  { value: 'text', words: 'A line of text' },
  { value: 'textarea', words: 'Several lines of text' },
  { value: 'dropdown', words: 'One of a list' },
  { value: 'checkbox', words: 'Yes or no' },
]

/** Source: contract, flint-commerce 9.1. */
const mostFields = 20

/** What buyers are asked; the answers stand in the metadata of their orders. */
export const LinkFieldsSection = ({
  fields,
  onChange,
}: {
  fields: readonly TypedField[]
  onChange: (fields: readonly TypedField[]) => void
}) => {
  const lastPlace = useRef(Math.max(-1, ...fields.map(({ place }) => place)))
  const set = (place: number, part: Partial<TypedField>) =>
    onChange(fields.map((field) => (field.place === place ? { ...field, ...part } : field)))
  return (
    <Section title="Questions to the buyer">
      {fields.length === 0 && <p className="mb-3 text-ink-soft">None. Answers are kept with the order.</p>}
      <ol className="divide-y divide-line">
        {fields.map((field, index) => (
          <li key={field.place} className="py-4 first:pt-0">
            <fieldset className="space-y-3">
              <legend className="sr-only">Question {index + 1}</legend>
              <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_12rem_auto]">
                <TextField
                  label="Question"
                  name="field_label"
                  param={`custom_fields[${index}].label`}
                  maxLength={255}
                  required
                  value={field.label}
                  onChange={(event) => set(field.place, { label: event.target.value })}
                />
                <SelectField
                  label="Answer"
                  name="field_type"
                  param={`custom_fields[${index}].custom_field_type`}
                  value={field.type}
                  onChange={(event) => set(field.place, { type: event.target.value as TypedField['type'] })}
                  choices={types}
                />
                <Button
                  look="quiet"
                  className="sm:mt-6"
                  aria-label={`Remove question ${index + 1}`}
                  onClick={() => onChange(fields.filter(({ place }) => place !== field.place))}
                >
                  <Icon name="close" />
                  <span className="sm:sr-only">Remove</span>
                </Button>
              </div>
              {field.type === 'dropdown' && (
                <TextAreaField
                  label="The list"
                  name="field_options"
                  param={`custom_fields[${index}].options`}
                  rows={3}
                  required
                  hint="One on each line."
                  value={field.options}
                  onChange={(event) => set(field.place, { options: event.target.value })}
                />
              )}
              <CheckField
                label="An answer is needed"
                name="field_required"
                checked={field.isRequired}
                onChange={(event) => set(field.place, { isRequired: event.target.checked })}
              />
            </fieldset>
          </li>
        ))}
      </ol>
      <Button
        isSmall
        disabledReason={fields.length < mostFields ? null : 'A link asks 20 questions at most'}
        onClick={() => onChange([...fields, emptyField(++lastPlace.current)])}
      >
        <Icon name="plus" sizePx={14} />
        Add question
      </Button>
    </Section>
  )
}
