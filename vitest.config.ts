import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // two files at once: the machines that check a change have two cores
    maxWorkers: 2,
    // a test that spawns the real command, or solves, waits for a process of its own on a busy core
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
