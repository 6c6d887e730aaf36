type Operation = (tensor: unknown, ...rest: readonly unknown[]) => unknown

/** The operations of TensorFlow behind the methods. */
interface Operations {
  readonly Tensor: { readonly prototype: object }
  readonly reshape: Operation
  readonly add: Operation
  readonly sub: Operation
  readonly mul: Operation
  readonly div: Operation
  readonly mean: Operation
  readonly slice: Operation
  readonly expandDims: Operation
}

/**
 * face-api calls these as methods of tensors, `a.add(b)`, which TensorFlow's core has as functions only, `add(a, b)`: the
 * methods come with the umbrella package.
 */
export function addTensorMethods({ Tensor, ...operations }: Operations): void {
  const { reshape, add, sub, mul, div, mean, slice, expandDims } = operations
  for (const [name, operation] of Object.entries({ reshape, add, sub, mul, div, mean, slice, expandDims })) {
    define(name, function (this: unknown, ...rest: readonly unknown[]) {
      return operation(this, ...rest)
    })
  }
  for (const name of ['as1D', 'as2D', 'as3D', 'as4D']) {
    define(name, function (this: { readonly size: number }, ...shape: readonly number[]) {
      return reshape(this, shape.length === 0 ? [this.size] : shape)
    })
  }

  function define(name: string, value: unknown): void {
    Object.defineProperty(Tensor.prototype, name, { value, configurable: true })
  }
}
