// What a careful caller adds to an SDK that does not try again by itself: the same call until it is answered.
export async function again(call) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (failure) {
      if (attempt === 6) throw failure;
      await new Promise(resolve => setTimeout(resolve, 200 * attempt));
    }
  }
}

export const [base, key] = process.argv.slice(2);
