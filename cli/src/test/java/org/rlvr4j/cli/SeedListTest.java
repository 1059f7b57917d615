package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedListTest {

    private static final List<Long> RECIPES = List.of(201L, 202L, 207L);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''              | [201, 202, 207]
            1               | [201]
            3               | [201, 202, 207]
            5               | [201, 202, 207, 208, 209]
            101,102         | [101, 102]
            7-7             | [7]
            201-203         | [201, 202, 203]
            1,5-7,3         | [1, 5, 6, 7, 3]
            '1, 2'          | [1, 2]
            0-1             | [0, 1]
            """)
    void isACountOrAList(String text, String seeds) {
        assertEquals(seeds, SeedList.parse(text, RECIPES).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "101",
                "-1",
                "1,1",
                "1,",
                ",",
                "5-3",
                "1-101",
                "1-99,200-205",
                "a",
                "1.5",
                "1;2",
                "1-2-3",
                "--",
                "99999999999999999999",
                "1,9999999999999999999",
                "999999999999999999-1000000000000000000"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(BadInputException.class, () -> SeedList.parse(text, RECIPES));
    }

    @Test
    void aHundredSeedsAreTheMost() {
        assertEquals(100, SeedList.parse("1-100", RECIPES).size());
        assertEquals(100, SeedList.parse("100", RECIPES).size());
    }
}
