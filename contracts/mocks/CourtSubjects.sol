// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice Keeps what the Court has struck, and what it has said of reports. Can have nothing to strike, or nothing to say.
contract CourtSubjects {
    uint256 public strikes;
    uint256 public rulings;
    bool public accepted;
    bool public gone;
    address public sponsor;
    address public auditor;
    uint96 public reward;
    uint256[] private _work;

    error CourtSubjectsGone();
    error CourtSubjectsNotSponsor(address by);

    function setGone(bool gone_) external {
        gone = gone_;
    }

    function setBounty(address sponsor_, address auditor_, uint96 reward_) external {
        (sponsor, auditor, reward) = (sponsor_, auditor_, reward_);
    }

    function strike(uint256, address, uint64) external {
        require(!gone, CourtSubjectsGone());
        ++strikes;
        // Costs so much that a 64th of it is enough to go on when it has run out of gas.
        for (uint256 i = 0; i < 40; ++i) _work.push(i + 1);
    }

    function dispute(uint256, address by) external view returns (address, uint96) {
        require(by == sponsor, CourtSubjectsNotSponsor(by));
        return (auditor, reward);
    }

    function rule(uint256, bool reportAccepted) external {
        require(!gone, CourtSubjectsGone());
        ++rulings;
        accepted = reportAccepted;
    }
}
