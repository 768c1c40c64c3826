// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Earnings
/// @notice What was earned: publishers' money, pending until it matures, and the shares of the fee. Pull only.
interface IEarnings {
    struct ServiceCredit {
        uint256 serviceId;
        uint96 amount;
    }

    struct IntegratorCredit {
        address integrator;
        uint96 amount;
    }

    /// @notice One claim's proceeds; the vault has sent exactly their sum.
    struct Proceeds {
        uint256 claimId;
        address gateway;
        uint96 gatewayShare;
        uint96 treasuryShare;
        uint96 rewardsShare;
        ServiceCredit[] services;
        IntegratorCredit[] integrators;
    }

    /// @param maturesAt Unix seconds from which the amount can be withdrawn: the end of the UTC day plus the hold.
    event Earned(
        uint256 indexed claimId,
        address indexed payee,
        uint256 indexed serviceId,
        uint96 amount,
        uint64 maturesAt
    );
    event SharesCredited(
        uint256 indexed claimId,
        address indexed gateway,
        uint96 gatewayShare,
        uint96 treasuryShare,
        uint96 rewardsShare
    );
    event IntegratorCredited(uint256 indexed claimId, address indexed integrator, uint96 amount);
    event EarningsWithdrawn(
        address indexed payee,
        uint256 indexed serviceId,
        address indexed to,
        uint96 amount
    );
    event ShareWithdrawn(address indexed account, address indexed to, uint96 amount);
    event TreasurySwept(uint96 amount);
    event HoldSet(uint32 hold);

    error EarningsNotVault(address caller);
    error EarningsNothingMatured(address payee);
    error EarningsNothingAccrued(address account);
    error EarningsZeroAddress();
    error EarningsHoldOutOfBounds(uint256 hold, uint256 minimum, uint256 maximum);

    /// @notice Books one claim. Vault only.
    function credit(Proceeds calldata proceeds) external;

    /// @notice Pays out what has matured for the caller from these services.
    function withdraw(uint256[] calldata serviceIds, address to) external returns (uint96 amount);

    /// @notice Pays out the caller's shares as gateway or integrator.
    function withdrawShare(address to) external returns (uint96 amount);

    /// @notice Sends the treasury's accrued share to the Treasury. Anyone may call.
    function sweepTreasury() external returns (uint96 amount);

    /// @notice Sets how long earnings are held, within constant bounds. What is booked keeps its date. Governed.
    function setHold(uint32 hold) external;

    function maturedOf(address payee, uint256 serviceId) external view returns (uint96);

    function pendingOf(address payee, uint256 serviceId) external view returns (uint96);

    function shareOf(address account) external view returns (uint96);

    function treasuryAccrued() external view returns (uint96);

    /// @notice Review rewards' share, held here until reviews can be rewarded.
    function rewardsAccrued() external view returns (uint96);

    function hold() external view returns (uint32);
}
