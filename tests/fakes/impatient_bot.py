"""The program, to whom seconds are minutes where it waits for signs of life."""

from bot import courier, editions, health, herald, rounds
from bot.cli import main

if __name__ == "__main__":
    health._GATEWAY_S, health._LOOP_S = 2.5, 2.5
    rounds.LOOK_S = herald._LOOK_S = editions._LOOK_S = courier._LOOK_S = 0.5
    main(prog_name="pullquote")
